"""Closed lines redrawn by a shaky hand."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.sampling import chance

# Points that a straight piece of line is divided into.
PIECES = 6
KERNEL = np.array([1, 2, 3, 2, 1]) / 9.0


@dataclass(frozen=True)
class Freehand:
    """A hand that draws a line with fewer corners, and not quite where they are.

    `detail` is how far in pixels the line may stray before it gets a corner, `wobble` the spread
    of the corners in pixels, `rounded` the probability of rounding them off, and `tremor` the
    spread, as a share of `wobble`, of a slow drift along the line.
    """

    detail: float
    wobble: float
    rounded: float = 0.6
    tremor: float = 0.35

    def __call__(self, outline: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The closed line (n, 2) float32 redrawn, (m, 2) int32."""
        corners = cv2.approxPolyDP(outline[:, None], self.detail, True)[:, 0]
        if len(corners) < 3:
            corners = outline
        path = _subdivided(corners + rng.normal(0, self.wobble, corners.shape))
        if chance(rng, self.rounded):
            around = np.stack([np.roll(path, shift, axis=0) for shift in range(-2, 3)])
            path = np.tensordot(KERNEL, around, axes=1)
        drift = _closed_walk(len(path), rng)
        return np.round(path + self.tremor * self.wobble * drift).astype(np.int32)


def opened(path: np.ndarray, kept: float, start: int) -> np.ndarray:
    """A closed line (n, 2) opened at the point `start`, with this share of it kept."""
    path = np.roll(path, start, axis=0)
    return path[: max(4, int(len(path) * kept))]


def _subdivided(corners: np.ndarray) -> np.ndarray:
    """The closed line with points between its corners."""
    following = np.roll(corners, -1, axis=0)
    steps = np.linspace(0, 1, PIECES, endpoint=False)[None, :, None]
    return (corners[:, None] * (1 - steps) + following[:, None] * steps).reshape(-1, 2)


def _closed_walk(count: int, rng: np.random.Generator) -> np.ndarray:
    """A random walk (n, 2) float32 that ends where it starts, one step for four points."""
    walk = rng.normal(0, 1, (count // 4 + 2, 2)).cumsum(axis=0)
    walk -= np.linspace(0, 1, len(walk))[:, None] * walk[-1]
    return cv2.resize(walk.astype(np.float32), (2, count), interpolation=cv2.INTER_LINEAR)
