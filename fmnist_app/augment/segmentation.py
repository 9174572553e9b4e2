"""Faults of cutting a garment out of a photo."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.noise import patches
from fmnist_app.augment.sampling import IntRange, Range, integer, uniform


@dataclass(frozen=True)
class SegmentationErrors:
    """A mask with what cutting out gets wrong: too much, too little, or a shifted edge.

    The first six fields are each the part of one draw from 0 to 1 in which a fault occurs, so that
    their lengths are probabilities, and faults whose parts overlap occur together. The shares are
    of the whole picture, the diameters in pixels.
    """

    whole_picture: Range = (0.0, 0.05)
    fringe: Range = (0.05, 0.17)
    leftover: Range = (0.15, 0.2)
    missing: Range = (0.19, 0.28)
    dilated: Range = (0.7, 0.9)
    eroded: Range = (0.9, 1.0)
    fringe_width: IntRange = (5, 14)
    fringe_share: float = 0.45
    leftover_share: Range = (0.03, 0.15)
    missing_share: Range = (0.05, 0.2)
    dilated_width: IntRange = (3, 6)
    eroded_width: IntRange = (3, 5)

    def __call__(self, mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The mask (h, w) bool of what is taken for the garment whose mask is (h, w) bool."""
        draw = rng.random()
        if _within(draw, self.whole_picture):
            return np.ones_like(mask)
        found = mask.copy()
        if _within(draw, self.fringe):
            near = _dilated(mask, integer(rng, self.fringe_width))
            found |= near & patches(mask.shape, self.fringe_share, rng)
        if _within(draw, self.leftover):
            found |= patches(mask.shape, uniform(rng, self.leftover_share), rng)
        if _within(draw, self.missing):
            found &= ~patches(mask.shape, uniform(rng, self.missing_share), rng)
        if _within(draw, self.dilated):
            found = _dilated(found, integer(rng, self.dilated_width))
        if _within(draw, self.eroded):
            found = _eroded(found, integer(rng, self.eroded_width))
        return found


def _within(draw: float, part: Range) -> bool:
    return part[0] <= draw < part[1]


def _dilated(mask: np.ndarray, width: int) -> np.ndarray:
    return cv2.dilate(mask.astype(np.uint8), _disc(width)).astype(bool)


def _eroded(mask: np.ndarray, width: int) -> np.ndarray:
    return cv2.erode(mask.astype(np.uint8), _disc(width)).astype(bool)


def _disc(width: int) -> np.ndarray:
    """A round structuring element of this diameter."""
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
