"""Which pictures to look at: a cell of the confusion matrix, disagreements, doubtful labels."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.confusion import Counts
from fmnist_app.evaluation.scores import Labels, Scores

Places = npt.NDArray[np.intp]
Who = Literal["only first wrong", "only second wrong", "both wrong"]
# Less sure than this, and a wrong answer says nothing about the label.
SURE_ENOUGH = 0.9


@dataclass(frozen=True)
class Mixed:
    """Two classes, how many pictures of either were taken for the other, and of how many."""

    classes: frozenset[int]
    times: int
    pictures: int


def mixed_up(matrix: Counts) -> list[Mixed]:
    """All pairs of classes of a confusion matrix (n, n), the pair mixed up most often first."""
    of_each = matrix.sum(axis=1)
    found = [
        Mixed(
            frozenset((one, other)),
            int(matrix[one, other] + matrix[other, one]),
            int(of_each[one] + of_each[other]),
        )
        for one, other in combinations(range(len(matrix)), 2)
    ]
    return sorted(found, key=lambda mixed: -mixed.times)


def in_cell(marked: Scores, labels: Labels, label: int, said: int) -> Places:
    """The pictures of class `label` that the network took for `said`, surest first."""
    return _surest((labels == label) & (marked.predictions == said), marked.sure)


def in_one_cell(first: Scores, second: Scores, labels: Labels, label: int, said: int) -> Places:
    """The pictures of class `label` that exactly one of two networks took for `said`."""
    one, other = first.predictions == said, second.predictions == said
    sure = np.where(one, first.sure, second.sure)
    return _surest((labels == label) & (one != other), sure)


def disagreement(first: Scores, second: Scores, who: Who) -> Places:
    """The pictures that these networks got wrong, surest mistakes first.

    Where both are wrong, the less sure of the two counts.
    """
    if who == "both wrong":
        return _surest(~first.right & ~second.right, np.minimum(first.sure, second.sure))
    wrong, other = (first, second) if who == "only first wrong" else (second, first)
    return _surest(~wrong.right & other.right, wrong.sure)


def doubtful_labels(first: Scores, second: Scores) -> Places:
    """The pictures whose label two networks contradict alike, each at least 90 % sure.

    The surest come first, by the less sure of the two.
    """
    alike = ~first.right & (first.predictions == second.predictions)
    sure = np.minimum(first.sure, second.sure)
    return _surest(alike & (sure >= SURE_ENOUGH), sure)


def _surest(chosen: npt.NDArray[np.bool_], sure: npt.NDArray[Any]) -> Places:
    places = np.flatnonzero(chosen)
    ordered: Places = places[np.argsort(-sure[places], kind="stable")]
    return ordered
