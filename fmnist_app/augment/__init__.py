"""Augmentation: transforms of pictures with parameters, and pictures made from nothing."""

from fmnist_app.augment.distortion import Elastic, Perspective
from fmnist_app.augment.drawings import Sketch
from fmnist_app.augment.geometric import (
    Affine,
    HorizontalFlip,
    Rotate,
    Stretch,
    Translate,
    VerticalFlip,
    Zoom,
)
from fmnist_app.augment.labels import Label
from fmnist_app.augment.lighting import Relight
from fmnist_app.augment.nonclothing import NonClothing
from fmnist_app.augment.photometric import BrightnessContrast, RandomErasing
from fmnist_app.augment.photos import Photo
from fmnist_app.augment.pose import Pose
from fmnist_app.augment.registry import TRANSFORMS, Listed
from fmnist_app.augment.synthetic import SyntheticDrawing, SyntheticPhoto
from fmnist_app.augment.transform import Compose, RandomApply, Transform

__all__ = [
    "TRANSFORMS",
    "Affine",
    "BrightnessContrast",
    "Compose",
    "Elastic",
    "HorizontalFlip",
    "Label",
    "Listed",
    "NonClothing",
    "Perspective",
    "Photo",
    "Pose",
    "RandomApply",
    "RandomErasing",
    "Relight",
    "Rotate",
    "Sketch",
    "Stretch",
    "SyntheticDrawing",
    "SyntheticPhoto",
    "Transform",
    "Translate",
    "VerticalFlip",
    "Zoom",
]
