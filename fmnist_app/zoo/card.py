"""What every shipped network's card says alike: its test score, its data, and with what made."""

from __future__ import annotations

import datetime

import numpy as np

from fmnist_app.catalog.card import DIGITS, Calibration, ModelCard, TestScore, write_card
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset
from fmnist_app.evaluation.calibration import calibration_error
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.evaluation.scores import score


def calibration_of(
    likeliest: np.ndarray, before: np.ndarray, after: np.ndarray | None, labels: np.ndarray
) -> Calibration:
    """What n probabilities (n, 10) are worth `before` and `after` a temperature, if there is one.

    `likeliest` (n,) are the classes that they name, `labels` (n,) the true ones.
    """
    return Calibration(
        pictures=len(labels),
        accuracy=round(float((likeliest == labels).mean()), DIGITS),
        error_before=round(calibration_error(before, labels), DIGITS),
        error_after=None if after is None else round(calibration_error(after, labels), DIGITS),
    )


def complete_card(card: ModelCard, files: NetworkFiles, dataset: Dataset) -> ModelCard:
    """Write `card` beside the network's files, with what its test predictions amount to."""
    scores = score(read_predictions(files.test_predictions), dataset.test_labels)
    test = TestScore(
        pictures=len(dataset.test_labels),
        accuracy=round(scores.accuracy, DIGITS),
        loss=round(scores.loss, DIGITS),
    )
    made = datetime.datetime.now(datetime.UTC).date().isoformat()
    more = {"test": test, "data_sha256": dataset.sha256, "made": made, "versions": versions()}
    card = card.model_copy(update=more)
    write_card(card, files)
    return card
