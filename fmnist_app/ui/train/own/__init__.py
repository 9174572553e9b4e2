"""A network of one's own, put together layer by layer."""
