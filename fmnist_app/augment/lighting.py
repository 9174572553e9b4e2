"""Other light and other cloth on the same garment: gamma, contrast, folds, patterns and prints."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.geometry import THRESHOLD
from fmnist_app.augment.noise import Folds, Pattern, patches
from fmnist_app.augment.sampling import IntRange, Range, chance, integer, uniform
from fmnist_app.augment.transform import PictureTransform

MIDDLE = 127.0
SQUARE = np.ones((3, 3), np.uint8)


@dataclass(frozen=True)
class Print:
    """A motif printed on the chest: a box, with the probability `broken` of patches in it.

    All measures are shares of the picture's height or width.
    """

    top: Range = (0.25, 0.5)
    left: Range = (0.3, 0.45)
    right: float = 0.65
    height: Range = (0.08, 0.3)
    broken: float = 0.7
    broken_share: float = 0.5

    def __call__(self, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        """The motif's mask (h, w) bool."""
        height, width = shape
        box = np.zeros(shape, bool)
        top, left = int(height * uniform(rng, self.top)), int(width * uniform(rng, self.left))
        low = top + int(height * uniform(rng, self.height))
        box[top:low, left : int(width * self.right)] = True
        return box & patches(shape, self.broken_share, rng) if chance(rng, self.broken) else box


@dataclass(frozen=True)
class Relight(PictureTransform):
    """The garment in other light and of another cloth; the ground stays black.

    `negative`, `pattern` and `printed` are probabilities. `gamma` is the standard deviation of the
    exponent's logarithm, `contrast` a factor about mid-grey, `brightness` the standard deviation of
    a shift in tones; the depths of folds, pattern and print are in tones. A garment whose mean
    would fall below `least_mean`, and below its own, is lifted to the lower of both.
    """

    negative: float = 0.5
    gamma: float = 0.4
    contrast: Range = (0.25, 1.1)
    brightness: float = 40.0
    folds: IntRange = (0, 2)
    fold_depth: Range = (3.0, 22.0)
    fold: Folds = Folds()
    pattern: float = 0.25
    pattern_depth: Range = (10.0, 70.0)
    weave: Pattern = Pattern()
    printed: float = 0.15
    print_depth: float = 90.0
    motif: Print = Print()
    least_mean: float = 60.0

    def tones(self, garment: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """New tones 0-255 (h, w) float for the garment (h, w) uint8, and for its ground too."""
        tones = garment.astype(np.float32)
        if chance(rng, self.negative):
            tones = 255.0 - tones
        tones = 255.0 * (tones / 255.0) ** np.exp(rng.normal(0, self.gamma))
        tones = MIDDLE + (tones - MIDDLE) * uniform(rng, self.contrast)
        tones = tones + rng.normal(0, self.brightness)
        for _ in range(integer(rng, self.folds)):
            tones += uniform(rng, self.fold_depth) * self.fold(tones.shape, rng)
        if chance(rng, self.pattern):
            tones += uniform(rng, self.pattern_depth) * self.weave(tones.shape, rng)
        if chance(rng, self.printed):
            printed = self.motif(tones.shape, rng)
            tones = np.where(printed, tones + rng.choice([-1, 1]) * self.print_depth, tones)
        return np.asarray(np.clip(tones, 0, 255))

    def _one(self, picture: np.ndarray, _label: int, rng: np.random.Generator) -> np.ndarray:
        garment = picture > THRESHOLD
        if not garment.any():
            return picture
        tones = self._over_edges(picture, garment, rng)
        floor = min(self.least_mean, float(picture[garment].mean()))
        tones += max(0.0, floor - float(tones[garment].mean()))
        return np.where(garment, np.clip(np.round(tones), 1, 255), picture).astype(np.uint8)

    def _over_edges(
        self, picture: np.ndarray, garment: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """New tones (28, 28) float; edges, part garment and part ground, keep their shares of both.

        Else the dim edge of a bright garment would glow in its negative.
        """
        mask = garment.astype(np.uint8)
        edge = cv2.erode(mask, SQUARE) < mask
        full = np.where(edge, cv2.dilate(picture, SQUARE), picture)
        return np.asarray(self.tones(full, rng) * (picture / np.maximum(full, 1)))
