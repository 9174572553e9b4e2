"""Any picture -> 28x28 white-on-black as Fashion-MNIST's own, with every step kept to be shown."""

from fmnist_app.images.errors import PictureError
from fmnist_app.images.pipeline import see
from fmnist_app.images.steps import Overrides, Sight, Step

__all__ = ["Overrides", "PictureError", "Sight", "Step", "see"]
