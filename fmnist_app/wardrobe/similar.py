"""Which pieces look most alike to a network: nearest by its last features, all compared."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from fmnist_app.data import normalise
from fmnist_app.data.files import UInt8Array
from fmnist_app.inference.embedding.features import up_to_features
from fmnist_app.inference.embedding.neighbours import Places, nearest_to
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array

NETWORK = "wide-photos"  # the shipped network whose features are compared
Describe = Callable[[UInt8Array], Array]


def features(network: ArrayNetwork, pictures: UInt8Array) -> Array:
    """What comes into the last layer for pictures (n, 28, 28), each (d,) of length 1."""
    found = up_to_features(network).scores(normalise(pictures)[..., 0])
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    described: Array = found / np.maximum(lengths, 1e-12)
    return described


def most_alike(wanted: Array, others: Array, count: int) -> Places:
    """The places of the `count` features nearest to one (d,) among (n, d), nearest first."""
    return nearest_to(wanted, others, min(count, len(others)))
