"""Random fields in two dimensions: smooth noise, patches, folds of cloth and patterns."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.sampling import IntRange, Range, chance, integer, uniform

# About a full turn, in radians.
TURN = 6.28


def smooth_noise(shape: tuple[int, int], cells: int, rng: np.random.Generator) -> np.ndarray:
    """Noise (h, w) float32 of about unit spread, interpolated between `cells` points a side."""
    coarse = rng.normal(0, 1, (cells, cells)).astype(np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def patches(
    shape: tuple[int, int], share: float, rng: np.random.Generator, cells: IntRange = (3, 7)
) -> np.ndarray:
    """Rounded random patches (h, w) bool that cover `share` of the area."""
    field = smooth_noise(shape, integer(rng, cells), rng)
    return np.asarray(field > np.quantile(field, 1.0 - share))


@dataclass(frozen=True)
class Folds:
    """The light and shade of creased cloth: noise drawn out in one direction.

    `along` and `across` count the noise's points each way, `across` being from side to side with
    the probability `upright`; `tilt` is the direction in degrees.
    """

    along: IntRange = (2, 4)
    across: IntRange = (3, 13)
    upright: float = 0.6
    tilt: Range = (-40.0, 40.0)
    zoom: float = 1.3

    def __call__(self, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        """A field (h, w) float32 of about unit spread."""
        along, across = integer(rng, self.along), integer(rng, self.across)
        cells = (along, across) if chance(rng, self.upright) else (across, along)
        height, width = shape
        coarse = rng.normal(0, 1, cells).astype(np.float32)
        field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), uniform(rng, self.tilt), self.zoom)
        return cv2.warpAffine(field, turn, (width, height), borderMode=cv2.BORDER_REFLECT)


@dataclass(frozen=True)
class Pattern:
    """Stripes across, stripes down, checks or blots, each as likely.

    `pitch` is the distance of stripes in pixels, `phase` where they start in radians, `cells` the
    number of blots a side.
    """

    pitch: Range = (4.0, 20.0)
    phase: Range = (0.0, 6.0)
    cells: IntRange = (8, 19)

    def __call__(self, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        """A field (h, w) float between -1 and 1."""
        down, across = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
        pitch, phase = uniform(rng, self.pitch), uniform(rng, self.phase)
        kind = rng.integers(4)
        if kind == 0:
            return np.asarray(np.sign(np.sin(down * TURN / pitch + phase)))
        if kind == 1:
            return np.asarray(np.sign(np.sin(across * TURN / pitch + phase)))
        if kind == 2:
            return np.asarray(np.sin(down * TURN / pitch + phase) * np.sin(across * TURN / pitch))
        return np.asarray(np.sign(smooth_noise(shape, integer(rng, self.cells), rng)))
