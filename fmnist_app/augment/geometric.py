"""Flips, shifts and other affine transforms of pictures; what comes into the frame is black."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.sampling import Range
from fmnist_app.augment.transform import Transform
from fmnist_app.data import SIDE

CENTRE = np.full(2, (SIDE - 1) / 2)


@dataclass(frozen=True)
class HorizontalFlip(Transform):
    """The picture mirrored left to right, with a probability."""

    probability: float = 0.5

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        flipped = rng.random(len(batch)) < self.probability
        return np.where(flipped[:, None, None], batch[:, :, ::-1], batch)


@dataclass(frozen=True)
class VerticalFlip(Transform):
    """The picture turned upside down by mirroring, with a probability."""

    probability: float = 0.5

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        flipped = rng.random(len(batch)) < self.probability
        return np.where(flipped[:, None, None], batch[:, ::-1], batch)


@dataclass(frozen=True)
class Translate(Transform):
    """The picture shifted by up to `pixels` whole pixels, each way by itself."""

    pixels: int = 3

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        pad = self.pixels
        wide = np.pad(batch, ((0, 0), (pad, pad), (pad, pad)))
        start = rng.integers(0, 2 * pad, (2, len(batch), 1), endpoint=True)
        rows, columns = start + np.arange(SIDE)
        each = np.arange(len(batch))[:, None, None]
        return np.asarray(wide[each, rows[:, :, None], columns[:, None]])


@dataclass(frozen=True)
class Rotate(Transform):
    """The picture turned about its centre by up to `degrees` either way."""

    degrees: float = 15.0

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        return warp_affine(batch, _rotations(self.degrees, len(batch), rng))


@dataclass(frozen=True)
class Zoom(Transform):
    """The picture enlarged about its centre by a factor from `scale`; below 1 it shrinks."""

    scale: Range = (0.8, 1.2)

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        factors = rng.uniform(*self.scale, (len(batch), 1, 1))
        return warp_affine(batch, factors * np.eye(2))


@dataclass(frozen=True)
class Stretch(Transform):
    """Width and height scaled each by itself, by factors from 1/`ratio` to `ratio`."""

    ratio: float = 1.25

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        return warp_affine(batch, _stretches(self.ratio, len(batch), rng))


@dataclass(frozen=True)
class Affine(Transform):
    """All at once, blurred once: turned, zoomed, stretched, slanted and shifted.

    `shear` is the most that a row is moved, in pixels for each pixel of distance from the centre;
    `pixels` is the greatest shift each way, in fractions of pixels too.
    """

    degrees: float = 10.0
    scale: Range = (0.9, 1.1)
    ratio: float = 1.1
    shear: float = 0.1
    pixels: float = 2.0

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        count = len(batch)
        slants = np.tile(np.eye(2), (count, 1, 1))
        slants[:, 0, 1] = rng.uniform(-self.shear, self.shear, count)
        matrices = _rotations(self.degrees, count, rng) @ slants
        matrices = matrices @ _stretches(self.ratio, count, rng)
        matrices *= rng.uniform(*self.scale, (count, 1, 1))
        return warp_affine(batch, matrices, rng.uniform(-self.pixels, self.pixels, (count, 2)))


def warp_affine(
    batch: np.ndarray, matrices: np.ndarray, shifts: np.ndarray | float = 0.0
) -> np.ndarray:
    """The batch (n, 28, 28) uint8 with its points moved by `matrices` (n, 2, 2) about the centre.

    `shifts` (n, 2) are added, in pixels to the right and downwards.
    """
    offsets = CENTRE - matrices @ CENTRE + shifts
    moves = np.concatenate([matrices, offsets[:, :, None]], axis=2)
    warped = np.empty_like(batch)
    for index, move in enumerate(moves):
        warped[index] = cv2.warpAffine(batch[index], move, (SIDE, SIDE))
    return warped


def _rotations(degrees: float, count: int, rng: np.random.Generator) -> np.ndarray:
    """Matrices (n, 2, 2) of turns by up to `degrees` either way."""
    angles = np.radians(rng.uniform(-degrees, degrees, count))
    turns = [[np.cos(angles), -np.sin(angles)], [np.sin(angles), np.cos(angles)]]
    return np.moveaxis(np.array(turns), 2, 0)


def _stretches(ratio: float, count: int, rng: np.random.Generator) -> np.ndarray:
    """Matrices (n, 2, 2) that scale both axes by factors from 1/`ratio` to `ratio`."""
    reach = np.log(ratio)
    return np.exp(rng.uniform(-reach, reach, (count, 1, 2))) * np.eye(2)
