"""Where a picture of one's own lies among those of a map."""

from __future__ import annotations

import numpy as np

from fmnist_app.inference.embedding.features import up_to_features
from fmnist_app.inference.embedding.files import Features, FlatMap
from fmnist_app.inference.embedding.make import flat
from fmnist_app.inference.embedding.neighbours import NEIGHBOURS, Places, nearest_to
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array


def reduced_of(network: ArrayNetwork, picture: Array, features: Features) -> Array:
    """A picture (28, 28) of 0 to 1 along the components of a network's features, (components,)."""
    own = up_to_features(network).scores(picture[None])
    made: Array = features.components.reduced(own)[0]
    return made


def closest(own: Array, features: Features) -> Places:
    """The ten pictures whose features are nearest to those of one's own, (10,)."""
    return nearest_to(own, features.reduced, NEIGHBOURS)


def placed(method: str, own: Array, near: Places, made: FlatMap) -> Array:
    """Where a picture of one's own lies on a map, (2,).

    Its own two components for PCA. t-SNE has no place for what was not there, so it is put amid its
    ten nearest: at their median, as openTSNE begins.
    """
    if method == "pca":
        place: Array = flat(own[None])[0]
    else:
        place = np.median(made.points[near], axis=0)
    return place
