"""One network's answers to the test pictures, marked like an exam; worked out once, then read."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.confusion import ClassScores, Counts, class_scores, confusion
from fmnist_app.evaluation.predictions import Predictions
from fmnist_app.evaluation.reliability import Reliability, reliability

Labels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Scores:
    """What a network said of n pictures, and what that is worth.

    `predictions` (n,) are classes and `sure` (n,) their probabilities, calibrated where a
    temperature is known. `loss` is the mean loss in nats, `loss_when_wrong` that of the wrong
    answers alone, and `sure_when_wrong` how sure it was of those on average; the last three are of
    the probabilities as the network gives them.
    """

    predictions: Labels
    right: npt.NDArray[np.bool_]
    sure: npt.NDArray[np.float32]
    matrix: Counts
    scores: ClassScores
    as_given: Reliability
    calibrated: Reliability | None
    temperature: float | None
    loss: float
    loss_when_wrong: float
    sure_when_wrong: float

    @property
    def accuracy(self) -> float:
        """The share of pictures it got right."""
        return float(self.right.mean())

    @property
    def blame(self) -> float:
        """The share of the whole loss that the wrong answers make up."""
        wrong = len(self.right) - int(self.right.sum())
        return self.loss_when_wrong * wrong / max(self.loss * len(self.right), 1e-12)


def score(outcome: Predictions, labels: Labels) -> Scores:
    """Mark the answers of `outcome` by the labels (n,); raises ValueError for another number."""
    if len(outcome.log_probabilities) != len(labels):
        raise ValueError(
            f"Expected answers to {len(labels):,} pictures, "
            f"found {len(outcome.log_probabilities):,}."
        )
    given, calibrated = outcome.probabilities, outcome.calibrated
    predictions = outcome.predictions
    right, matrix = predictions == labels, confusion(labels, predictions)
    rows = np.arange(len(labels))
    losses = -np.log(np.maximum(given[rows, labels], 1e-12))
    return Scores(
        predictions=predictions,
        right=right,
        sure=outcome.surest.max(axis=1),
        matrix=matrix,
        scores=class_scores(matrix),
        as_given=reliability(given, labels),
        calibrated=None if calibrated is None else reliability(calibrated, labels),
        temperature=outcome.temperature,
        loss=float(losses.mean()),
        loss_when_wrong=_mean(losses[~right]),
        sure_when_wrong=_mean(given.max(axis=1)[~right]),
    )


def _mean(values: npt.NDArray[Any]) -> float:
    return float(values.mean()) if values.size else 0.0
