"""Surfaces that fill a photo: clouds, stripes, bricks, gradients, grain and patches of light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.noise import TURN, patches, smooth_noise
from fmnist_app.augment.sampling import IntRange, Range, integer, uniform

OCTAVES = (2, 4, 8, 16, 32, 64)


@dataclass(frozen=True)
class Surface:
    """Clouds of all sizes, and on them one of five structures, each as likely.

    Depths are in tones and pitches in pixels; `cloud_depth` is the mean depth of each size of
    clouds, `gradient` and `patch_depth` are standard deviations, the first for each pixel.
    """

    tone: Range = (0.0, 255.0)
    cloud_depth: float = 12.0
    stripe_pitch: Range = (4.0, 30.0)
    stripe_depth: Range = (10.0, 90.0)
    brick_height: IntRange = (6, 29)
    joint_depth: Range = (20.0, 120.0)
    gradient: float = 1.5
    grain: Range = (10.0, 90.0)
    patches: IntRange = (2, 8)
    patch_share: Range = (0.02, 0.3)
    patch_depth: float = 70.0

    def __call__(self, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        """A grey surface (h, w) uint8."""
        field = np.full(shape, uniform(rng, self.tone), np.float32)
        for cells in OCTAVES:
            field += rng.exponential(self.cloud_depth) * smooth_noise(shape, cells, rng)
        structures = (self._stripes, self._bricks, self._slope, self._noise, self._light)
        structures[rng.integers(len(structures))](field, rng)
        return np.clip(field, 0, 255).astype(np.uint8)

    def _stripes(self, field: np.ndarray, rng: np.random.Generator) -> None:
        down, across = _grid(field.shape)
        turn, pitch = rng.uniform(0, 3.2), uniform(rng, self.stripe_pitch)
        wave = np.sin((down * np.cos(turn) + across * np.sin(turn)) * TURN / pitch)
        field += uniform(rng, self.stripe_depth) * wave

    def _bricks(self, field: np.ndarray, rng: np.random.Generator) -> None:
        down, across = _grid(field.shape)
        height = integer(rng, self.brick_height)
        shifted = across + (down // height % 2) * height
        joints = (down % height < 2) | (shifted % (2 * height) < 2)
        field -= uniform(rng, self.joint_depth) * joints

    def _slope(self, field: np.ndarray, rng: np.random.Generator) -> None:
        down, across = _grid(field.shape)
        middle = field.shape[0] / 2
        rise = rng.normal(0, self.gradient) * (down - middle)
        field += rise + rng.normal(0, self.gradient) * (across - middle)

    def _noise(self, field: np.ndarray, rng: np.random.Generator) -> None:
        field += rng.normal(0, uniform(rng, self.grain), field.shape)

    def _light(self, field: np.ndarray, rng: np.random.Generator) -> None:
        for _ in range(integer(rng, self.patches)):
            patch = patches(field.shape, uniform(rng, self.patch_share), rng)
            field[patch] += rng.normal(0, self.patch_depth)


def _grid(shape: tuple[int, ...]) -> np.ndarray:
    """The row and the column (2, h, w) float32 of each pixel."""
    return np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
