"""New poses of garments: lifted sleeves, spread legs, wide skirts, turned, stretched."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from fmnist_app.augment.geometry import THRESHOLD, Homography, enlarged
from fmnist_app.augment.labels import CLOSED_SHOES, SHOES, TOPS, Label
from fmnist_app.augment.limbs import LegSpread, SkirtFlare, SleeveLift
from fmnist_app.augment.sampling import Range, chance, uniform
from fmnist_app.augment.shoes import AnkleRaise, ShoeView
from fmnist_app.augment.transform import PictureTransform
from fmnist_app.images.frame import cropped, to_28


@dataclass(frozen=True)
class Proportions:
    """The picture made wider or narrower, but left alone with the probability `unchanged`.

    `widths` are the factors for single labels, `other` those for all others: trousers get squat,
    sneakers tall, dresses wide.
    """

    unchanged: float = 0.4
    widths: dict[int, Range] = field(
        default_factory=lambda: {
            Label.TROUSER: (1.0, 1.9),
            Label.DRESS: (0.95, 1.4),
            Label.SNEAKER: (0.6, 1.05),
            Label.BAG: (0.6, 1.15),
            Label.ANKLE_BOOT: (0.7, 1.1),
        },
        hash=False,
    )
    other: Range = (0.85, 1.25)

    def __call__(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        """The picture (h, w) uint8 of this label in other proportions, (h, w')."""
        if chance(rng, self.unchanged):
            return picture
        ratio = uniform(rng, self.widths.get(label, self.other))
        size = (max(8, round(picture.shape[1] * ratio)), picture.shape[0])
        return cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)


@dataclass(frozen=True)
class Pose(PictureTransform):
    """The garment in another pose, by its label, centred and as large as the frame allows.

    `lifted` (tops), `dress_sleeves`, `spread` (trousers), `flared` (dresses) and `raised` (closed
    shoes, where there is an `ankle`) are probabilities.
    """

    lifted: float = 0.6
    sleeves: SleeveLift = SleeveLift()
    dress_sleeves: float = 0.2
    spread: float = 0.5
    legs: LegSpread = LegSpread()
    flared: float = 0.5
    skirt: SkirtFlare = SkirtFlare()
    raised: float = 0.5
    ankle: AnkleRaise | None = None
    shoe: ShoeView = ShoeView()
    proportions: Proportions = Proportions()
    view: Homography = Homography(rotation=5.0)
    shoe_view: Homography = Homography(rotation=12.5)

    def of_enlarged(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        """An enlarged picture (84, 84) uint8 in a new pose, in a frame (h, w) of its own."""
        if self.ankle and label in CLOSED_SHOES and chance(rng, self.raised):
            picture = self.ankle(picture, rng)
        if label in TOPS or (label == Label.DRESS and chance(rng, self.dress_sleeves)):
            if chance(rng, self.lifted):
                picture = self.sleeves(picture, rng, may_hang=label != Label.T_SHIRT)
        elif label in SHOES:
            picture = self.shoe(picture, label, rng)
        elif label == Label.TROUSER and chance(rng, self.spread):
            picture = self.legs(picture, rng)
        elif label == Label.DRESS and chance(rng, self.flared):
            picture = self.skirt(picture, rng)
        view = self.shoe_view if label in SHOES else self.view
        return view(self.proportions(picture, label, rng), rng)

    def _one(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        posed = self.of_enlarged(enlarged(picture), label, rng)
        return to_28(cropped(posed, posed > THRESHOLD))
