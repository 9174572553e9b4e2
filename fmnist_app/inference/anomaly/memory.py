"""A memory of how each small part of good pictures looks, and how far other pictures are from it.

After Roth et al. (2022), "Towards total recall in industrial anomaly detection" (PatchCore),
arXiv:2106.08265: features of an early layer, each with its neighbours, nearest ones by Euclidean
distance. Unlike there, a part is held only against parts of its own place, give or take one cell,
because pieces of one style lie alike in their pictures. That finds more, and a memory of some
hundred pictures is small enough to be kept whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fmnist_app.data import normalise
from fmnist_app.data.files import UInt8Array
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array

REACH = 1  # cells by which a part may lie elsewhere than in the good pictures


@dataclass(frozen=True, eq=False)
class PatchMemory:
    """The parts of n good pictures: `features` (n, rows, columns, channels) float32."""

    features: Array

    def distances(self, features: Array) -> Array:
        """How far each part of (m, rows, columns, channels) is from the nearest good one.

        Returns (m, rows, columns) float32, in the unit of the features.
        """
        return _nearest(features, self.features, own=False)

    def among_themselves(self) -> Array:
        """The same of each good picture to the others, (n, rows, columns)."""
        return _nearest(self.features, self.features, own=True)


def patch_features(network: ArrayNetwork, pictures: UInt8Array) -> Array:
    """What the first layer makes of pictures (n, 28, 28), averaged with the cells around each.

    Returns (n, rows, columns, channels) float32; for the Standard network (n, 26, 26, 32).
    """
    first = ArrayNetwork(network.layers[:1], network.weights[:1])
    return _with_neighbours(first.scores(normalise(pictures)[..., 0]))


def pixel_features(pictures: UInt8Array) -> Array:
    """The same from the pixels alone, without a network: (n, 28, 28, 1)."""
    return _with_neighbours(normalise(pictures))


def _with_neighbours(maps: Array) -> Array:
    """Each cell of (n, rows, columns, channels) as the mean of itself and the eight around it."""
    wide = np.pad(maps, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="edge")
    rows = wide[:, :-2] + wide[:, 1:-1] + wide[:, 2:]
    found: Array = (rows[:, :, :-2] + rows[:, :, 1:-1] + rows[:, :, 2:]) / np.float32(9)
    return found


def _nearest(some: Array, memory: Array, *, own: bool) -> Array:
    """Distances to the nearest part within reach; `own` if a picture is not to find itself."""
    rows, columns = some.shape[1:3]
    squares = np.full(some.shape[:3], np.inf, np.float32)
    for down, right in _shifts():
        here, there = _overlap(columns, right)
        # Row by row, so that the distances of all pictures to all fit in a few megabytes.
        for row in range(max(0, -down), min(rows, rows - down)):
            found = _squares(some[:, row, here], memory[:, row + down, there])
            if own:
                found[:, range(len(some)), range(len(some))] = np.inf
            squares[:, row, here] = np.minimum(squares[:, row, here], found.min(axis=2).T)
    distances: Array = np.sqrt(np.maximum(squares, 0))
    return distances


def _shifts() -> Iterator[tuple[int, int]]:
    reach = range(-REACH, REACH + 1)
    return ((down, right) for down in reach for right in reach)


def _overlap(columns: int, right: int) -> tuple[slice, slice]:
    """The columns of a picture that have a partner so far to the right, and these partners."""
    here = slice(max(0, -right), min(columns, columns - right))
    return here, slice(here.start + right, here.stop + right)


def _squares(some: Array, memory: Array) -> Array:
    """Squared distances (columns, m, n) of parts (m, columns, d) to those (n, columns, d)."""
    a, b = some.swapaxes(0, 1), memory.swapaxes(0, 1)
    lengths = np.square(a).sum(axis=2)[:, :, None] + np.square(b).sum(axis=2)[:, None]
    found: Array = lengths - 2 * a @ b.swapaxes(1, 2)
    return found
