"""The Wardrobe page: what one has, what is like what, and what to wear."""
