"""Which pictures lie nearest to each other, and how many of them a flat map keeps near."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fmnist_app.inference.inside.steps import Array

NEIGHBOURS = 10  # of a picture, of which a map keeps some; Venna and Kaski (2001) count so
AT_ONCE = 250  # pictures whose distances to all others stand in memory, 10 MB

Places = npt.NDArray[np.int64]


def nearest(points: Array, count: int) -> tuple[Places, Array]:
    """The nearest other points of each of (n, dimensions), by Euclidean distance, nearest first.

    Returns their places (n, count) and distances (n, count) float32; every distance is calculated.
    """
    places = np.empty((len(points), count), np.int64)
    distances = np.empty((len(points), count), np.float32)
    for first in range(0, len(points), AT_ONCE):
        rows = slice(first, min(first + AT_ONCE, len(points)))
        squares = _squares(points[rows], points)
        squares[np.arange(len(squares)), np.arange(rows.start, rows.stop)] = np.inf  # not itself
        places[rows], distances[rows] = _smallest(squares, count)
    return places, distances


def nearest_to(point: Array, points: Array, count: int) -> Places:
    """The places of the points nearest to one of (dimensions,), nearest first, (count,)."""
    places, _ = _smallest(_squares(point[None], points), count)
    found: Places = places[0]
    return found


def kept(neighbours: Places, flat: Array) -> npt.NDArray[np.uint8]:
    """How many of each point's neighbours (n, k) are among its k nearest on a map (n, 2)."""
    on_map, _ = nearest(flat, neighbours.shape[1])
    return np.asarray((neighbours[:, :, None] == on_map[:, None, :]).sum(axis=(1, 2)), np.uint8)


def _squares(some: Array, points: Array) -> Array:
    lengths = np.square(points).sum(axis=1)
    found: Array = np.square(some).sum(axis=1)[:, None] + lengths - 2 * some @ points.T
    return found


def _smallest(squares: Array, count: int) -> tuple[Places, Array]:
    unordered = np.argpartition(squares, count - 1, axis=1)[:, :count]
    values = np.take_along_axis(squares, unordered, axis=1)
    order = np.argsort(values, axis=1, kind="stable")
    places = np.take_along_axis(unordered, order, axis=1)
    return places, np.sqrt(np.maximum(np.take_along_axis(values, order, axis=1), 0))
