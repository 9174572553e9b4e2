"""A network's maps of pictures, from its features on, each step kept as it is done."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from fmnist_app.inference.embedding.errors import NoMapError
from fmnist_app.inference.embedding.features import (
    FITTED_ON,
    Components,
    Spread,
    fitted,
    last_features,
)
from fmnist_app.inference.embedding.files import EmbeddingFiles, Features, FlatMap
from fmnist_app.inference.embedding.neighbours import NEIGHBOURS, kept, nearest
from fmnist_app.inference.embedding.tsne import CLOSEST, tsne
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array

NONE_KEPT = np.zeros(0, np.uint8)


def make_maps(
    network: ArrayNetwork,
    pictures: npt.NDArray[np.uint8],
    files: EmbeddingFiles,
    go_on: Callable[[], None] = lambda: None,
) -> None:
    """Lay out pictures (n, 28, 28) uint8 by PCA, then by t-SNE, and keep both in `files`.

    The PCA map of the first 2,000 comes first. `go_on` is called now and then, and may raise to end
    it; what is there already is not made again. Raises `NoMapError`.
    """
    features = files.read_features() or lay_out_by_pca(network, pictures, files, go_on)
    found = files.read_map("tsne")
    if found is not None and found.done == 1:
        return
    places, distances = nearest(features.reduced, min(CLOSEST, len(pictures) - 1))

    def told(points: Array, done: float) -> None:
        go_on()
        files.write_map("tsne", FlatMap(points, NONE_KEPT, min(done, 0.99)))

    points = tsne(flat(features.reduced), places, distances, told)
    files.write_map("tsne", FlatMap(points, kept(features.neighbours, points), 1.0))


def lay_out_by_pca(
    network: ArrayNetwork,
    pictures: npt.NDArray[np.uint8],
    files: EmbeddingFiles,
    go_on: Callable[[], None],
) -> Features:
    """The features of all pictures (n, 28, 28) uint8, and the PCA map of them, kept in `files`."""
    spread, first, reduced = Spread(), list[Array](), list[Array]()
    components: Components | None = None
    for part in last_features(network, pictures):
        go_on()
        spread.add(part)
        if components is not None:
            reduced.append(components.reduced(part))
            continue
        first.append(part)
        if spread.count >= min(FITTED_ON, len(pictures)):
            components = _components(np.concatenate(first), spread)
            reduced = [components.reduced(each) for each in first]
            first.clear()
            so_far = flat(np.concatenate(reduced))
            files.write_map("pca", FlatMap(so_far, NONE_KEPT, spread.count / len(pictures)))
    assert components is not None  # noqa: S101 - there is at least one picture
    whole = np.concatenate(reduced)
    places, _ = nearest(whole, NEIGHBOURS)
    held = whole.var(axis=0, dtype=np.float64) / spread.variance
    made = Features(components, whole, places, float(held.sum()))
    files.write_features(made)
    points = flat(whole)
    done = FlatMap(points, kept(places, points), 1.0, float(held[:2].sum()))
    files.write_map("pca", done)
    return made


def _components(features: Array, spread: Spread) -> Components:
    if not spread.variance > 0:
        raise NoMapError(
            "This network answers every picture alike: its last features never differ, so there "
            "is nothing to lay out."
        )
    return fitted(features)


def flat(reduced: Array) -> Array:
    """The first two components (n, 2) of (n, components); where there is one, beside zeros."""
    return np.pad(reduced[:, :2], ((0, 0), (0, max(0, 2 - reduced.shape[1]))))
