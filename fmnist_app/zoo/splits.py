"""The data set as robust training splits it: training, validation and test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.data import VALIDATION_PICTURES, Dataset


@dataclass(frozen=True, eq=False)
class Splits:
    """Pictures (n, 28, 28) uint8 and labels (n,) uint8 for training, validation and test.

    `sha256` is the data set's own digest.
    """

    train: tuple[np.ndarray, np.ndarray]
    validation: tuple[np.ndarray, np.ndarray]
    test: tuple[np.ndarray, np.ndarray]
    sha256: str


def read_splits(seed: int, data: Dataset) -> Splits:
    """The data set with 6,000 training pictures held out, 600 of each class, chosen by `seed`."""
    held = np.sort(_held_out(data.train_labels, seed))
    kept = np.setdiff1d(np.arange(len(data.train_labels)), held)
    return Splits(
        (data.train_images[kept], data.train_labels[kept]),
        (data.train_images[held], data.train_labels[held]),
        (data.test_images, data.test_labels),
        data.sha256,
    )


# The shipped networks were validated on this choice, which the app's own split does not make; to
# calibrate them on pictures that they learnt from would flatter them.
def _held_out(labels: np.ndarray, seed: int) -> np.ndarray:
    """Indices (6000,) of the validation pictures, the same number of each class."""
    rng = np.random.default_rng(seed)
    each = VALIDATION_PICTURES // 10
    return np.concatenate(
        [rng.choice(np.flatnonzero(labels == k), each, replace=False) for k in range(10)]
    )
