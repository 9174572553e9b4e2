"""Whether what is shown of the inside of the shipped networks holds, measured on test pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import keras
import numpy as np

from fmnist_app.catalog import NetworkPackage
from fmnist_app.catalog.inside import Measured, MethodChecks, NetworkChecks
from fmnist_app.catalog.weights import read_weights
from fmnist_app.data import Dataset, normalise
from fmnist_app.data.split import alternating_order
from fmnist_app.inference.embedding.files import EmbeddingFiles
from fmnist_app.inference.embedding.make import lay_out_by_pca
from fmnist_app.inference.inside.evidence import (
    EXACT,
    GRADIENTS,
    METHODS,
    Evidence,
    evidence,
    methods_of,
    places,
    wanted,
)
from fmnist_app.inference.inside.faithfulness import (
    Order,
    after_forgetting,
    brightest_first,
    by_evidence,
    curves,
    rank_correlation,
)
from fmnist_app.inference.inside.network import ArrayNetwork, parts
from fmnist_app.inference.inside.steps import Array

SEED = 0
FORGETTING = 200  # pictures whose networks forget: each is explained once for every learnt layer
BESIDE_KERAS, TIMED = 100, 40
RESAMPLES = 2_000
VALUES, FIRST_MAP, WHOLE_MAP = "values", "first map", "whole map"
Progress = Callable[[str], None]


def check(
    package: NetworkPackage,
    data: Dataset,
    pictures: int,
    say: Progress,
    only: Collection[str] = tuple(METHODS),
) -> NetworkChecks:
    """Measure one shipped network on `pictures` test pictures, an equal number of each class.

    Of the methods that its layers allow, those among `only`.
    """
    network = read_weights(package)
    chosen = alternating_order(data.test_labels, SEED)[:pictures]
    shown = normalise(data.test_images[chosen])[..., 0]
    said = network.scores(shown).argmax(axis=1)
    areas = {
        "random": _areas(network, shown, said, _at_random(len(shown))),
        "brightest": _areas(network, shown, said, map(brightest_first, shown)),
    }
    methods = {}
    for method in (one for one in methods_of(network) if one in only):
        say(f"{package.title}: {method}")
        methods[method] = _method(method, network, shown, said, areas)
    return NetworkChecks(
        pictures=pictures,
        seed=SEED,
        activations=_beside_keras(package, network, shown[:BESIDE_KERAS]),
        exact_sum=_exact_sum(network, data) if EXACT in methods else None,
        methods=methods,
    )


def _method(
    method: str, network: ArrayNetwork, shown: Array, said: np.ndarray, areas: dict[str, Array]
) -> MethodChecks:
    found = [
        evidence(method, network, picture, wanted(int(label)))
        for picture, label in zip(shown, said, strict=True)
    ]
    own = _areas(network, shown, said, (by_evidence(each.pixels) for each in found))
    errors = _completeness(found, network, shown, said) if method == GRADIENTS else None
    return MethodChecks(
        completeness=errors,
        forgetting=_forgetting(method, network, shown[:FORGETTING], said),
        deletion={name: _better(other[:, 0] - own[:, 0]) for name, other in areas.items()},
        insertion={name: _better(own[:, 1] - other[:, 1]) for name, other in areas.items()},
    )


def _areas(network: ArrayNetwork, shown: Array, said: np.ndarray, orders: Any) -> Array:
    """The areas (n, 2) under deletion and insertion, each picture's pixels in its own order."""
    rows = zip(shown, said, orders, strict=True)
    return np.array([curves(network, one, int(label), order).areas for one, label, order in rows])


def _at_random(count: int) -> list[Order]:
    drawn = np.random.default_rng(SEED)
    return [drawn.permutation(28 * 28) for _ in range(count)]


def _better(differences: Array) -> Measured:
    """A mean difference with its 95 % bootstrap interval over pictures."""
    drawn = np.random.default_rng(SEED)
    picked = drawn.integers(len(differences), size=(RESAMPLES, len(differences)))
    low, high = np.quantile(differences[picked].mean(axis=1), [0.025, 0.975])
    return Measured(mean=float(differences.mean()), low=float(low), high=float(high))


def _completeness(
    found: list[Evidence], network: ArrayNetwork, shown: Array, said: np.ndarray
) -> tuple[float, float]:
    """Median and 99th percentile of how far the maps' sums are off, relative to what they are."""
    scores = network.scores(shown)[np.arange(len(shown)), said]
    change = scores - np.array([one.beside for one in found])
    errors = np.abs(np.array([one.total for one in found]) - change) / np.abs(change)
    return float(np.median(errors)), float(np.quantile(errors, 0.99))


def _forgetting(
    method: str, network: ArrayNetwork, shown: Array, said: np.ndarray
) -> tuple[float, ...]:
    """Mean rank correlation with the original, after the last 1, 2, ... layers forgot."""
    rows = []
    for seed, (picture, label) in enumerate(zip(shown, said, strict=False)):
        first, *others = after_forgetting(method, network, picture, wanted(int(label)), seed)
        rows.append([rank_correlation(first, other, picture) for other in others])
    return tuple(float(value) for value in np.mean(rows, axis=0))


def _exact_sum(network: ArrayNetwork, data: Dataset) -> float:
    """How far the exact map and the bias are from the score: all test pictures, all classes."""
    worst = 0.0
    for part in parts(np.asarray(data.test_images)):
        trace = network.trace(normalise(part)[..., 0])
        total = places(network, trace).sum(axis=(1, 2)) + network.weights[-1]["bias"]
        worst = max(worst, _off(total, trace.scores))
    return worst


def _beside_keras(package: NetworkPackage, network: ArrayNetwork, shown: Array) -> float:
    """The largest difference from Keras's values of any layer, relative to the layer's largest."""
    model = keras.models.load_model(package.files.keras, compile=False)
    ours = network.trace(shown).values
    value, theirs = shown[..., None], []
    for layer in _layers(model):  # one after the other: blocks are models of their own
        value = layer(value, training=False)
        theirs.append(value.numpy())
    pairs = zip(ours[:-1], theirs[:-1], strict=True)
    return max(_off(one, other) for one, other in pairs)


def _layers(model: keras.Model) -> list[keras.Layer]:
    """The layers from picture to classes, without those that do nothing at rest."""
    resting = (keras.layers.InputLayer, keras.layers.Dropout)
    known = [one for one in model.layers if not isinstance(one, resting)]
    return [one for one in known if one.name != "clothing"]


def _off(found: Array, expected: Array) -> float:
    return float(np.abs(found - expected).max() / np.abs(expected).max())


def timings(package: NetworkPackage, data: Dataset) -> dict[str, float]:
    """Milliseconds that 95 % of 40 pictures stay below: all layers' values, and each method.

    And those until the PCA map of all test pictures shows its first 2,000, and all.
    """
    network = read_weights(package)
    shown = normalise(data.test_images[:TIMED])[..., 0]
    found = {VALUES: _p95(lambda one: network.trace(one[None]), shown)}
    for method in methods_of(network):
        found[method] = _p95(partial(_explain, method, network), shown)
    return found | _map_timings(network, data)


def _map_timings(network: ArrayNetwork, data: Dataset) -> dict[str, float]:
    import sklearn.decomposition  # noqa: F401, PLC0415 - loading it is not a map's time

    began, seen = time.perf_counter(), list[float]()
    with TemporaryDirectory() as folder:
        files = EmbeddingFiles(Path(folder))

        def look() -> None:
            if not seen and files.read_map("pca"):
                seen.append(time.perf_counter())

        lay_out_by_pca(network, data.test_images, files, look)
    ends = {FIRST_MAP: seen[0], WHOLE_MAP: time.perf_counter()}
    return {name: 1000 * (end - began) for name, end in ends.items()}


def _explain(method: str, network: ArrayNetwork, picture: Array) -> Evidence:
    return evidence(method, network, picture, wanted(0))


def _p95(work: Callable[[Array], object], pictures: Array) -> float:
    seconds = []
    for one in pictures:
        began = time.perf_counter()
        work(one)
        seconds.append(time.perf_counter() - began)
    return 1000 * float(np.quantile(seconds, 0.95))
