"""A network's last features, and the directions in which they differ most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist_app.data import normalise
from fmnist_app.inference.inside.network import ArrayNetwork, parts
from fmnist_app.inference.inside.steps import Array

COMPONENTS = 50  # what van der Maaten (2014) reduces to before t-SNE
FITTED_ON = 2_000  # pictures; all 10,000 of Basic's 5,408 features would take 220 MB
SEED = 0


@dataclass(frozen=True, eq=False)
class Components:
    """Principal components of a network's features.

    `mean` (features,) and `directions` (components, features), float32, longest first.
    """

    mean: Array
    directions: Array

    def reduced(self, features: Array) -> Array:
        """Features (n, features) along the components, (n, components) float32."""
        made: Array = (features - self.mean) @ self.directions.T
        return made.astype(np.float32, copy=False)


def last_features(network: ArrayNetwork, pictures: npt.NDArray[np.uint8]) -> Iterator[Array]:
    """What comes into the last layer that learns, for pictures (n, 28, 28) uint8, in parts.

    Each part is (some, features) float32: for the Standard network its 64 hidden units.
    """
    before = up_to_features(network)
    for part in parts(pictures):
        yield before.scores(normalise(part)[..., 0])


def up_to_features(network: ArrayNetwork) -> ArrayNetwork:
    """The network without its last layer that learns: its "scores" are the last features."""
    last = network.learnt[-1]
    return ArrayNetwork(network.layers[:last], network.weights[:last])


def fitted(features: Array, most: int = COMPONENTS) -> Components:
    """The principal components of features (n, features), at most so many; by scikit-learn."""
    from sklearn.decomposition import PCA  # noqa: PLC0415 - for the process that makes maps

    count = min(most, *features.shape)
    found = PCA(count, svd_solver="randomized", random_state=SEED).fit(features)
    return Components(found.mean_.astype(np.float32), found.components_.astype(np.float32))


@dataclass
class Spread:
    """The variance of features that come in parts, of which no part need be kept."""

    count: int = 0
    total: float = 0.0
    of_mean: Array | None = None

    def add(self, features: Array) -> None:
        """Count in a part (n, features)."""
        sums = features.sum(axis=0, dtype=np.float64)
        self.count += len(features)
        self.total += float(np.square(features, dtype=np.float64).sum())
        self.of_mean = sums if self.of_mean is None else self.of_mean + sums

    @property
    def variance(self) -> float:
        """The sum of all features' variances."""
        if self.of_mean is None:
            return 0.0
        return self.total / self.count - float(np.square(self.of_mean / self.count).sum())
