"""Any picture -> 28x28 white-on-black as Fashion-MNIST's own, with every step kept to be shown."""

from fmnist_app.images.errors import PictureError
from fmnist_app.images.pipeline import preprocess
from fmnist_app.images.steps import Overrides, PreparedPicture, Step

__all__ = ["Overrides", "PictureError", "PreparedPicture", "Step", "preprocess"]
