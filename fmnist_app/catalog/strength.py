"""How well networks name test pictures that are altered more and more."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from fmnist_app.data import Dataset
from fmnist_app.data.split import alternating_order
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training.shown import LEVELS, in_tones, strengths_at

PICTURES, SEED = 1_000, 0
AT_ONCE = 250  # pictures in one pass, so that they take little memory

UInt8Array = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]


def sample(data: Dataset) -> npt.NDArray[np.int32]:
    """Which test pictures are altered: 1,000 by a fixed seed, 100 of each class."""
    return alternating_order(data.test_labels, SEED)[:PICTURES]


def altered_sample(
    data: Dataset, operation: str, progress: Callable[[float], None] = lambda _: None
) -> UInt8Array:
    """The sample (7, 1000, 28, 28) altered by one operation at each of the seven levels.

    Each picture keeps its draw as the strength grows. `progress` is told the share that is done.
    """
    chosen = sample(data)
    pictures = data.test_images[chosen]
    made = np.empty((len(LEVELS), *pictures.shape), np.uint8)
    for place, level in enumerate(LEVELS):
        made[place] = in_tones(pictures, strengths_at(operation, level), SEED, chosen)
        progress((place + 1) / len(LEVELS))
    return made


def right_at_each_level(runtime: Runtime, levels: UInt8Array, labels: UInt8Array) -> Bools:
    """Whether a network names each picture right, (levels, n), at each level (levels, n, 28, 28).

    One look at each picture, as in training; `labels` (n,) are the classes.
    """
    return np.stack([_named(runtime, pictures) == labels for pictures in levels])


def _named(runtime: Runtime, pictures: UInt8Array) -> npt.NDArray[np.int64]:
    parts = [
        runtime.run(pictures[first : first + AT_ONCE]).classes.argmax(axis=1)
        for first in range(0, len(pictures), AT_ONCE)
    ]
    return np.concatenate(parts)
