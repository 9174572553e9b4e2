"""Evidence: which parts of a picture speak for one class, or for one class rather than another.

Occlusion: Zeiler and Fergus (2014), arXiv:1311.2901. The exact map is the class activation map of
Zhou et al. (2016), arXiv:1512.04150, with a weight for each place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from fmnist_app.inference.inside.integrated import integrate
from fmnist_app.inference.inside.network import ArrayNetwork, Trace
from fmnist_app.inference.inside.steps import Array
from fmnist_app.models.layers import Conv, Dense, Dropout, Flatten, GlobalPool, MaxPool
from fmnist_app.models.own import CLASSES
from fmnist_app.models.table import with_inputs

EXACT, GRADIENTS, OCCLUSION = "exact", "integrated gradients", "occlusion"
METHODS: Mapping[str, str] = MappingProxyType(
    {EXACT: "Exact", GRADIENTS: "Integrated gradients", OCCLUSION: "Occlusion"}
)
SIDE = 28
# Pixels of the black square of occlusion, and from one to the next. Of 3, 5, 7 and 9 the one whose
# order the networks heed most, on 100 training pictures.
PATCH, STRIDE = 7, 2
SPREAD = 1.0  # pixels, standard deviation: by how much integrated gradients are smoothed


@dataclass(frozen=True, eq=False)
class Evidence:
    """A map (28, 28) of how much each pixel adds to a score, in the score's unit (logits).

    `beside` is what the network says of a black picture. With `total`, what the map sums to, it is
    the score; for occlusion, whose squares overlap, `total` is None.
    """

    method: str
    pixels: Array
    total: float | None
    beside: float


def wanted(for_class: int, against: int | None = None) -> Array:
    """The weights (10,) of the ten scores: one class, or one class less another."""
    weights = np.zeros(CLASSES, np.float32)
    weights[for_class] = 1
    if against is not None:
        weights[against] -= 1
    return weights


def methods_of(network: ArrayNetwork) -> tuple[str, ...]:
    """The methods that the network's layers allow, the strictest first."""
    return tuple(METHODS)[0 if _last_map(network) is not None else 1 :]


def evidence(method: str, network: ArrayNetwork, picture: Array, weights: Array) -> Evidence:
    """The evidence in a picture (28, 28) of 0 to 1 for the scores weighted by (10,)."""
    by = {EXACT: exact, GRADIENTS: integrated_gradients, OCCLUSION: occlusion}[method]
    return by(network, picture, weights)


def exact(network: ArrayNetwork, picture: Array, weights: Array) -> Evidence:
    """What each place of the last maps adds beyond a black picture, laid over the picture.

    For networks that have one dense layer after their last maps; raises ValueError for others.
    """
    trace = network.trace(np.stack([picture, np.zeros_like(picture)]))
    shown, black = places(network, trace) @ weights
    beside = float(trace.scores[1] @ weights)
    return Evidence(EXACT, _laid_out(shown - black, network), float((shown - black).sum()), beside)


def places(network: ArrayNetwork, trace: Trace) -> Array:
    """What each place of the last maps adds to each score: (n, h, w, 10), for the exact map."""
    last = _last_map(network)
    if last is None:
        raise ValueError("Expected a network with a single dense layer after its last maps.")
    maps = trace.values[last]
    _, height, width, channels = maps.shape
    kernel = network.weights[-1]["kernel"]
    if len(kernel) == channels:  # behind a global pooling
        return maps @ (kernel / np.float32(height * width))
    found: Array = np.einsum("nhwc,hwck->nhwk", maps, kernel.reshape(height, width, channels, -1))
    return found


def integrated_gradients(network: ArrayNetwork, picture: Array, weights: Array) -> Evidence:
    """Integrated gradients from a black picture, smoothed a little, which keeps their sum."""
    pixels = integrate(network, picture, weights)
    total = float(pixels.sum())
    return Evidence(GRADIENTS, _smoothed(pixels), total, _of_black(network, weights))


def occlusion(network: ArrayNetwork, picture: Array, weights: Array) -> Evidence:
    """How much the score falls where a black square lies, the mean over the squares on a pixel."""
    corners = [
        (row, column)
        for row in range(1 - PATCH, SIDE, STRIDE)
        for column in range(1 - PATCH, SIDE, STRIDE)
        if _square(picture, row, column).any()  # black on black changes nothing
    ]
    hidden = np.repeat(picture[None], len(corners) + 1, axis=0)
    for one, corner in zip(hidden, corners, strict=False):
        _square(one, *corner)[:] = 0
    scores = network.scores(hidden) @ weights
    falls = scores[-1] - scores[:-1]
    added, counted = np.zeros((SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), np.float32)
    for fall, corner in zip(falls, corners, strict=True):
        _square(added, *corner)[:] += fall
        _square(counted, *corner)[:] += 1
    pixels = added / np.maximum(counted, 1)
    return Evidence(OCCLUSION, pixels, None, _of_black(network, weights))


def _of_black(network: ArrayNetwork, weights: Array) -> float:
    return float((network.scores(np.zeros((1, SIDE, SIDE), np.float32)) @ weights)[0])


def _smoothed(pixels: Array) -> Array:
    import cv2  # noqa: PLC0415 - 40 MB, for those who ask for evidence

    # Mirrored at the edge, so that nothing of the sum is lost there.
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), SPREAD, borderType=cv2.BORDER_REFLECT))


def _square(picture: Array, row: int, column: int) -> Array:
    """The part of a picture under a square whose corner may lie outside."""
    return picture[max(0, row) : row + PATCH, max(0, column) : column + PATCH]


def _last_map(network: ArrayNetwork) -> int | None:
    """The number of the last layer that makes maps, where one dense layer alone follows it."""
    *before, last = network.layers
    place = next(
        (n for n, one in reversed(list(enumerate(before))) if not isinstance(one, _ROWS)), None
    )
    only = place is not None and not any(isinstance(one, Dense) for one in before[place:])
    return place if isinstance(last, Dense) and only and place is not None else None


_ROWS = (Flatten, GlobalPool, Dropout)


def _laid_out(cells: Array, network: ArrayNetwork) -> Array:
    """Cells (h, w) over the pixels (28, 28) that they look at the middle of, keeping the sum."""
    rows, columns = (_nearest(network, size) for size in cells.shape)
    inside = (rows >= 0)[:, None] & (columns >= 0)
    counted = np.zeros_like(cells)
    np.add.at(counted, (rows[:, None].clip(0), columns.clip(0)), inside)
    shared = cells / np.maximum(counted, 1)
    return np.where(inside, shared[rows[:, None].clip(0), columns.clip(0)], np.float32(0))


def _nearest(network: ArrayNetwork, size: int) -> np.ndarray:
    """Which of `size` cells in a row lies nearest to each of 28 pixels; -1 beside the last one."""
    step, first = 1.0, 0.0  # pixels from cell to cell, and where the first has its middle
    last = _last_map(network)
    for layer, _ in list(with_inputs(network.layers))[: (last or 0) + 1]:
        if isinstance(layer, Conv) and not layer.same:
            first += step * (layer.kernel - 1) / 2
        elif isinstance(layer, MaxPool):
            first += step * (layer.size - 1) / 2
            step *= layer.size
    cells = np.floor((np.arange(SIDE) - first) / step + 0.5).astype(int)
    return np.where((cells >= 0) & (cells < size), cells, -1)
