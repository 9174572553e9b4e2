"""How far a network's probabilities can be trusted: temperature and calibration error.

Imported by the worker process, so it needs NumPy alone.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.predictions import at_temperature

BINS = 15
LOWEST, HIGHEST, TRIED = 0.3, 5.0, 400


def fit_temperature(log_probabilities: npt.NDArray[Any], labels: npt.NDArray[Any]) -> float:
    """The temperature from 0.3 to 5 at which logarithms (n, 10) fit labels (n,) best.

    Source: Guo et al. (2017), "On calibration of modern neural networks".
    """
    tried = np.geomspace(LOWEST, HIGHEST, TRIED)
    rows = np.arange(len(labels))
    losses = [
        -np.log(at_temperature(log_probabilities, t)[rows, labels] + 1e-12).mean() for t in tried
    ]
    return float(tried[int(np.argmin(losses))])


def binned(
    probabilities: npt.NDArray[Any], labels: npt.NDArray[Any]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """Pictures in each of 15 equal bins of confidence, with their summed confidence and hits."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    pictures = np.bincount(place, minlength=BINS)
    sums, hits = (np.bincount(place, values, minlength=BINS) for values in (sure, right))
    return pictures, sums, hits


def calibration_error(probabilities: npt.NDArray[Any], labels: npt.NDArray[Any]) -> float:
    """Expected calibration error of probabilities (n, 10) over 15 equal bins of confidence, 0-1."""
    _, sums, hits = binned(probabilities, labels)
    return float(np.abs(sums - hits).sum() / len(labels))
