"""Which pieces look most alike to a network: nearest by its last maps, all compared."""

from __future__ import annotations

import numpy as np

from fmnist_app.data import normalise
from fmnist_app.data.files import UInt8Array
from fmnist_app.inference.embedding.neighbours import Places, nearest_to
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array
from fmnist_app.models.layers import MaxPool

NETWORK = "wide-photos"  # the shipped network whose maps are compared


def features(network: ArrayNetwork, pictures: UInt8Array) -> Array:
    """The last maps of pictures (n, 28, 28), each as one row (d,) of length 1.

    The dense layers behind them keep what tells classes apart and lose what tells one shirt from
    another: with them an altered picture is found again less than half as often.
    """
    last = max(place for place, one in enumerate(network.layers) if isinstance(one, MaxPool))
    before = ArrayNetwork(network.layers[: last + 1], network.weights[: last + 1])
    return of_length_one(before.scores(normalise(pictures)[..., 0]).reshape(len(pictures), -1))


def of_length_one(rows: Array) -> Array:
    """Rows (n, d) made to have length 1, so that the nearest are those at the smallest angle."""
    made: Array = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return made


def most_alike(wanted: Array, others: Array, count: int) -> Places:
    """The places of the `count` features nearest to one (d,) among (n, d), nearest first."""
    return nearest_to(wanted, others, min(count, len(others)))
