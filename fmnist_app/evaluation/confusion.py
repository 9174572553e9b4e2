"""Which classes are taken for which, and how well each is recognised."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

CLASSES = 10
Counts = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ClassScores:
    """Precision, recall and F1 of every class, shares (10,); 0 where nothing was there to count."""

    precision: Shares
    recall: Shares
    f1: Shares


def confusion(labels: npt.NDArray[Any], predictions: npt.NDArray[Any]) -> Counts:
    """Pictures by label and prediction (10, 10): row the label, column what the network said."""
    places = CLASSES * labels.astype(np.int64) + predictions
    return np.bincount(places, minlength=CLASSES**2).reshape(CLASSES, CLASSES)


def class_scores(matrix: Counts) -> ClassScores:
    """The scores of every class from a confusion matrix (10, 10)."""
    hits = np.diag(matrix).astype(float)
    precision, recall = _share(hits, matrix.sum(axis=0)), _share(hits, matrix.sum(axis=1))
    return ClassScores(precision, recall, _share(2 * precision * recall, precision + recall))


def _share(part: Shares, whole: npt.NDArray[Any]) -> Shares:
    shares: Shares = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return shares
