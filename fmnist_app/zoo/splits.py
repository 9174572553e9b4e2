"""The data set as robust training splits it: training, validation and test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.data import VALIDATION_PICTURES, Dataset, make_split


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
    """The data set with 6,000 training pictures held out, as the app's own runs with `seed` do."""
    every = len(data.train_labels) - VALIDATION_PICTURES
    split = make_split(data.train_labels, data.test_labels, "holdout", every, seed)
    # Sorted, since the split's own order alternates classes: every tenth would be of one class.
    kept, held = np.sort(split.train), np.sort(split.validation)
    return Splits(
        (data.train_images[kept], data.train_labels[kept]),
        (data.train_images[held], data.train_labels[held]),
        (data.test_images, data.test_labels),
        data.sha256,
    )
