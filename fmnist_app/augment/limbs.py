"""Parts of garments moved on enlarged pictures: sleeves, trouser legs and skirts."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.geometry import ENLARGED, THRESHOLD
from fmnist_app.augment.sampling import Range, uniform

# Black beside or about the picture, which lifted sleeves and spread legs need.
MARGIN = ENLARGED // 3
MIDDLE = (ENLARGED + 2 * MARGIN - 1) / 2
LEAST_HEIGHT = 20


@dataclass(frozen=True)
class SleeveLift:
    """The sleeves of a top swung outwards about its shoulders.

    `angle` is in degrees, `unevenness` the standard deviation of what the sides differ by, up to
    `steepest`; `shoulder` is the pivot's place as a share of the top's height. Where sleeves hang
    beside the torso, the torso is taken to be `torso` of the greatest width; `slant` is how much
    it widens for each pixel downwards.
    """

    angle: Range = (3.0, 62.0)
    unevenness: float = 6.0
    steepest: float = 85.0
    shoulder: Range = (0.08, 0.2)
    torso: Range = (0.52, 0.66)
    slant: Range = (-0.03, 0.06)

    def __call__(
        self, picture: np.ndarray, rng: np.random.Generator, *, may_hang: bool = True
    ) -> np.ndarray:
        """The top (84, 84) uint8 with its sleeves lifted, (140, 140); as it is without sleeves.

        `may_hang` says whether a top as wide at its hem as anywhere may have sleeves that hang.
        """
        rows = np.flatnonzero((picture > THRESHOLD).any(axis=1))
        if rows.size < LEAST_HEIGHT:
            return picture
        height = rows[-1] - rows[0] + 1
        torso = self._torso(picture[rows[0] : rows[-1] + 1], rng, may_hang)
        if torso is None:
            return picture
        shoulder = rows[0] + uniform(rng, self.shoulder) * height
        angle, uneven = uniform(rng, self.angle), rng.normal(0.0, self.unevenness)
        down = np.arange(ENLARGED, dtype=np.float32)[:, None] - shoulder
        edge = torso + down * uniform(rng, self.slant)
        return self._swung(picture, edge, (torso, shoulder), (angle + uneven, angle - uneven))

    def _torso(self, top: np.ndarray, rng: np.random.Generator, may_hang: bool) -> float | None:
        """Half the torso's width; None where there are no sleeves to be seen."""
        height = len(top)
        widths = (top > THRESHOLD).sum(axis=1) / 2.0
        widest, hem = np.percentile(widths, 97), np.median(widths[int(0.75 * height) :])
        if hem <= 0.86 * widest:
            return float(hem * 0.97)
        if not may_hang or widest < 0.3 * height:
            return None
        return float(uniform(rng, self.torso) * widest)

    def _swung(
        self,
        picture: np.ndarray,
        edge: np.ndarray,
        pivot: tuple[float, float],
        angles: tuple[float, float],
    ) -> np.ndarray:
        """What lies beyond the torso's `edge` (84, 1), turned about the `pivot` on each side."""
        centre = (ENLARGED - 1) / 2
        across = np.arange(ENLARGED, dtype=np.float32)[None, :] - centre
        whole = np.pad(np.where(np.abs(across) <= edge, picture, 0).astype(np.uint8), MARGIN)
        for side, angle in zip((-1, 1), angles, strict=True):
            sleeve = np.where(side * across > edge, picture, 0).astype(np.uint8)
            place = (centre + side * pivot[0] + MARGIN, pivot[1] + MARGIN)
            swing = side * float(np.clip(angle, 0, self.steepest))
            matrix = cv2.getRotationMatrix2D(place, swing, 1.0)
            moved = cv2.warpAffine(np.pad(sleeve, MARGIN), matrix, whole.shape[::-1])
            whole = np.maximum(whole, moved)
        return whole


@dataclass(frozen=True)
class LegSpread:
    """Trousers with their legs apart: `crotch` as a share of the height, `angle` in degrees."""

    crotch: Range = (0.3, 0.5)
    angle: Range = (2.0, 22.0)

    def __call__(self, trousers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The trousers (84, 84) uint8 with their legs spread, (84, 140)."""
        wide, down, across = _widened(trousers)
        beside = across - MIDDLE
        crotch = ENLARGED * uniform(rng, self.crotch)
        gap = np.maximum(0.0, down - crotch) * np.tan(np.radians(uniform(rng, self.angle)))
        source = across - np.sign(beside) * gap
        spread = cv2.remap(wide, source.astype(np.float32), down, cv2.INTER_LINEAR)
        return np.where(np.abs(beside) > gap, spread, 0).astype(np.uint8)


@dataclass(frozen=True)
class SkirtFlare:
    """A dress with a wider skirt: `waist` as a share of the height, `flare` what the hem gains."""

    waist: Range = (0.25, 0.5)
    flare: Range = (0.1, 1.2)

    def __call__(self, dress: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The dress (84, 84) uint8 with a wider skirt, (84, 140)."""
        wide, down, across = _widened(dress)
        waist = ENLARGED * uniform(rng, self.waist)
        below = np.clip((down - waist) / (ENLARGED - waist), 0, 1)
        factor = 1.0 + uniform(rng, self.flare) * below
        source = (MIDDLE + (across - MIDDLE) / factor).astype(np.float32)
        return cv2.remap(wide, source, down, cv2.INTER_LINEAR)


def _widened(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The picture with black at its sides, and the row and column of each of its pixels."""
    wide = np.pad(picture, ((0, 0), (MARGIN, MARGIN)))
    down, across = np.mgrid[0 : wide.shape[0], 0 : wide.shape[1]].astype(np.float32)
    return wide, down, across
