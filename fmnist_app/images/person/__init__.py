"""Whether someone wears what is on a photo, where their shoulders are, and what is clothes."""

from fmnist_app.images.person.clothes import clothes_mask, part_of
from fmnist_app.images.person.detector import Person, find_person

__all__ = ["Person", "clothes_mask", "find_person", "part_of"]
