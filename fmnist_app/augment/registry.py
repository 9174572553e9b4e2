"""All transforms by name, with their usual parameters, for pages and for choosing one by name."""

from __future__ import annotations

from dataclasses import dataclass

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
from fmnist_app.augment.lighting import Relight
from fmnist_app.augment.photometric import BrightnessContrast, RandomErasing
from fmnist_app.augment.photos import Photo
from fmnist_app.augment.pose import Pose
from fmnist_app.augment.transform import Transform


@dataclass(frozen=True)
class Listed:
    """A transform with its usual parameters, and one sentence on what it does."""

    transform: Transform
    sentence: str


TRANSFORMS: dict[str, Listed] = {
    "Horizontal flip": Listed(HorizontalFlip(), "Mirrors some pictures left to right."),
    "Vertical flip": Listed(VerticalFlip(), "Turns some pictures upside down, by mirroring."),
    "Translate": Listed(
        Translate(), f"Shifts the garment by up to {Translate.pixels} pixels each way."
    ),
    "Rotate": Listed(
        Rotate(), f"Turns the garment by up to {Rotate.degrees:.0f} degrees either way."
    ),
    "Zoom": Listed(Zoom(), "Makes the garment larger or smaller."),
    "Stretch": Listed(Stretch(), "Makes the garment wider or narrower, taller or shorter."),
    "Affine": Listed(Affine(), "Turns, zooms, stretches, slants and shifts a little, all at once."),
    "Perspective": Listed(Perspective(), "Shows the garment as seen at a slant."),
    "Elastic": Listed(Elastic(), "Bends the garment as if it were printed on rubber."),
    "Brightness and contrast": Listed(
        BrightnessContrast(), "Makes the garment brighter or darker, flatter or crisper."
    ),
    "Random erasing": Listed(RandomErasing(), "Blacks a rectangle out of some pictures."),
    "Relight": Listed(Relight(), "Changes light and cloth: folds, patterns, prints, negatives."),
    "Pose": Listed(Pose(), "Lifts sleeves, spreads legs, flares skirts, pairs shoes."),
    "Sketch": Listed(Sketch(), "Redraws the garment in outline, as a person would."),
    "Photo": Listed(
        Photo(), "Photographs the garment on a floor and cuts it out, not always well."
    ),
}
