"""Which pictures a run trains on, which it validates on, and on which it measures itself.

Everything is a prefix of one seeded order in which the classes alternate: a smaller run is part
of a larger one, the validation pictures stay the same, and any prefix is about class-balanced.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from fmnist_app.core.errors import LabError
from fmnist_app.data.files import FILES

Protocol = Literal["holdout", "report"]
Indices = npt.NDArray[np.int32]
Labels = npt.NDArray[np.uint8]

VALIDATION_PICTURES = 6000
MEASURED_PICTURES = 6000
TEST_PICTURES = FILES["test_labels"].shape[0]
MIN_PICTURES = 500


@dataclass(frozen=True, eq=False)
class Split:
    """The pictures of one run, as read-only int32 indices.

    `train` and `measured` point into the 60,000 training pictures; `validation` points into the
    set that `validation_set` names. `measured` is the part of `train` on which the accuracy in
    training is measured again, without dropout and at one state of the network.
    """

    train: Indices
    validation: Indices
    validation_set: Literal["train", "test"]
    measured: Indices


def make_split(
    train_labels: Labels, test_labels: Labels, protocol: Protocol, pictures: int, seed: int
) -> Split:
    """Split the data set for a run that trains on `pictures` pictures.

    "holdout" keeps 6,000 training pictures back to validate on and leaves the test set alone;
    "report" validates on the whole test set. Classes are equally frequent in each part, or differ
    by one picture. The same seed gives the same split. Raises `LabError` for an unknown protocol,
    a negative seed, or a number of pictures that is out of range.
    """
    if seed < 0:
        raise LabError(f"The seed is {seed}; expected 0 or more.")
    order = alternating_order(train_labels, seed)
    if protocol == "holdout":
        validation, pool = order[:VALIDATION_PICTURES], order[VALIDATION_PICTURES:]
    elif protocol == "report":
        validation, pool = alternating_order(test_labels, seed), order
    else:
        raise LabError(f'The protocol is "{protocol}"; expected "holdout" or "report".')
    if not MIN_PICTURES <= pictures <= len(pool):
        raise LabError(
            f"{pictures:,} pictures to train on were asked for; "
            f"expected {MIN_PICTURES:,} to {len(pool):,}."
        )
    train = pool[:pictures]
    validation_set: Literal["train", "test"] = "train" if protocol == "holdout" else "test"
    return Split(train, validation, validation_set, measured=train[:MEASURED_PICTURES])


def evaluation_sizes(protocol: Protocol, pictures: int) -> tuple[int, int]:
    """How many pictures a run of `pictures` is measured on: of those it trains on, and others."""
    validation = TEST_PICTURES if protocol == "report" else VALIDATION_PICTURES
    return min(MEASURED_PICTURES, pictures), validation


def alternating_order(labels: Labels, seed: int) -> Indices:
    """Return all indices of `labels` in a seeded order, one of each class after the other.

    Read-only int32 of shape (len(labels),). In any prefix the counts of two classes differ by at
    most one, until the rarer class is used up.
    """
    # Sorting raw draws, because NumPy promises the same raw draws in every version, and promises
    # no such thing for `permutation`; a saved run names its seed and must find its pictures.
    draws = np.random.PCG64(seed).random_raw(len(labels))
    shuffled = np.argsort(draws, kind="stable")
    turn = np.empty(len(labels), np.int32)
    for label in np.unique(labels):
        of_class = np.flatnonzero(labels[shuffled] == label)
        turn[of_class] = np.arange(len(of_class))
    order = shuffled[np.argsort(turn, kind="stable")].astype(np.int32)
    order.flags.writeable = False
    return order
