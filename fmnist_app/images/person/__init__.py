"""Whether someone wears what is on a photo, and where their shoulders are."""

from fmnist_app.images.person.detector import Person, find_person

__all__ = ["Person", "find_person"]
