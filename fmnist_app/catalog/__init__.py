"""The trained networks: which there are, what is known of each, and how each is loaded."""

from fmnist_app.catalog.shipped import available, default_name, load, load_plain

__all__ = ["available", "default_name", "load", "load_plain"]
