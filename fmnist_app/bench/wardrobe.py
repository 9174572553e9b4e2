"""Whether an altered test picture is found again among all 10,000, and how long that takes."""

import time

import numpy as np
import numpy.typing as npt

from fmnist_app.augment.geometric import Rotate, Translate, Zoom
from fmnist_app.augment.photometric import BrightnessContrast
from fmnist_app.augment.transform import Compose
from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.catalog import shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.data.files import UInt8Array
from fmnist_app.evaluation import wilson
from fmnist_app.evaluation.paired import difference_interval, pair
from fmnist_app.inference.embedding.features import fitted
from fmnist_app.inference.inside.steps import Array
from fmnist_app.wardrobe.similar import NETWORK, features, most_alike, of_length_one

SEED = 0
LOOKED_FOR = 1_000  # altered pictures
AMONG_FIRST = (1, 5, 10)
# As another photo of the same piece differs: turned, moved, nearer or farther, another light.
ANOTHER_PHOTO = Compose(
    (Rotate(10.0), Translate(2), Zoom((0.9, 1.1)), BrightnessContrast(0.2, 0.2))
)
COMPONENTS_FROM = 10_000  # training pictures, from which the principal components are
LIMITS = {"wardrobe_search_p95_ms": 20.0}


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - nothing is trained
    """Look for altered test pictures among all, by maps, by pixels and by 64 components."""
    data = load_dataset()
    drawn = np.random.default_rng(SEED)
    places = drawn.choice(len(data.test_images), LOOKED_FOR, replace=False)
    altered = ANOTHER_PHOTO(np.asarray(data.test_images[places]), drawn)
    ranks = {
        name: _ranks(every, some, places)
        for name, (every, some) in _described(data, altered).items()
    }
    figures = {"recall": {name: _recall(found) for name, found in ranks.items()}}
    for name, recall in figures["recall"].items():
        shares = ", ".join(f"@{first} {recall[str(first)]['value']:.3f}" for first in AMONG_FIRST)
        say(f"recall by {name}: {shares}")
    figures["ahead"] = {
        name: _ahead(ranks["maps"], found, say, name)
        for name, found in ranks.items()
        if name != "maps"
    }
    times = _times(features(read_weights(shipped(NETWORK)), np.asarray(data.test_images)))
    p95 = float(np.percentile(times, 95))
    within = verdict(p95, LIMITS["wardrobe_search_p95_ms"])
    say(f"one search among {len(data.test_images):,}: {p95:.1f} ms, {within}")
    return {"wardrobe": figures, "wardrobe_search_p95_ms": p95}


def _described(data: Dataset, altered: UInt8Array) -> dict[str, tuple[Array, Array]]:
    """All test pictures and the altered ones, (n, d) of length 1, in three ways."""
    network = read_weights(shipped(NETWORK))
    every = np.asarray(data.test_images)
    components = fitted(_flat(data.train_images[:COMPONENTS_FROM]), 64)
    return {
        "maps": (features(network, every), features(network, altered)),
        "pixels": (of_length_one(_flat(every)), of_length_one(_flat(altered))),
        "components": (
            of_length_one(components.reduced(_flat(every))),
            of_length_one(components.reduced(_flat(altered))),
        ),
    }


def _flat(pictures: UInt8Array) -> Array:
    return np.asarray(pictures, np.float32).reshape(len(pictures), -1)


def _ranks(every: Array, some: Array, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """How many pictures are nearer to each altered one than its own original, (n,)."""
    alike = some @ every.T
    own = alike[np.arange(len(some)), places]
    return np.asarray((alike > own[:, None]).sum(axis=1))


def _recall(ranks: npt.NDArray[np.int64]) -> dict[str, dict[str, float]]:
    """The share found among the first 1, 5 and 10, with its 95 % interval."""
    found = {}
    for first in AMONG_FIRST:
        hits = int((ranks < first).sum())
        ends = wilson(hits, len(ranks))
        found[str(first)] = {"value": hits / len(ranks), "low": ends.low, "high": ends.high}
    return found


def _ahead(
    maps: npt.NDArray[np.int64], others: npt.NDArray[np.int64], say: Say, name: str
) -> dict[str, dict[str, float]]:
    """How much more often the maps find a piece, on the same pictures, with intervals."""
    found = {}
    for first in AMONG_FIRST:
        counts = pair(others < first, maps < first)
        ends = difference_interval(counts)
        found[str(first)] = {"value": counts.difference, "low": ends.low, "high": ends.high}
        say(
            f"  @{first}, ahead of {name}: {counts.difference:+z.3f} "
            f"({ends.low:+z.3f} to {ends.high:+z.3f})"
        )
    return found


def _times(every: Array) -> list[float]:
    """Milliseconds of a search among all, for 100 of them."""
    times = []
    for wanted in every[:100]:
        began = time.perf_counter()
        most_alike(wanted, every, 10)
        times.append(1000 * (time.perf_counter() - began))
    return times
