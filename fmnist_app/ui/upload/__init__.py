"""The Upload page: where pictures come from, and what becomes of them."""
