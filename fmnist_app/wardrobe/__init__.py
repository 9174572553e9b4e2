"""A wardrobe: a collection of clothes in one file, with what is worn with what."""
