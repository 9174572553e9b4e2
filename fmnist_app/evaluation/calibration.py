"""How far a network's probabilities can be trusted: temperature and calibration error.

Imported by the worker process, so it needs NumPy alone.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.predictions import at_temperature

BINS = 15
LOWEST, HIGHEST, TRIED, APART = 0.3, 5.0, 400, 20
SLIGHT = 1e-6  # by which the likeliest class stays ahead of the next


@dataclass(frozen=True)
class Scaling:
    """What makes probabilities mean what they say: a temperature, then the likeliest class's own.

    The likeliest's logit is multiplied by `slope`, and `offset` added; the others share the rest as
    before. Sources: Platt (1999); Gupta and Ramdas (2022), "Top-label calibration".
    """

    temperature: float
    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, log_probabilities: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """Probabilities (n, 10) from their logarithms before; the likeliest stays the likeliest."""
        rows = at_temperature(log_probabilities, self.temperature)
        if (self.slope, self.offset) == (1.0, 0.0):
            return rows
        places = np.arange(len(rows)), rows.argmax(axis=1)
        first, second = rows[places], np.sort(rows, axis=1)[:, -2]
        rest = np.maximum(1.0 - first, SLIGHT)
        wanted = 1.0 / (1.0 + np.exp(-self.slope * logit(first) - self.offset))
        wanted = np.maximum(wanted, second / (rest + second) + SLIGHT)
        rows *= ((1.0 - wanted) / rest)[:, None]
        rows[places] = wanted
        return rows


def logit(shares: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The logarithms of the odds of shares (n,), none nearer to 0 or 1 than a millionth."""
    kept = np.clip(shares, SLIGHT, 1.0 - SLIGHT)
    return np.asarray(np.log(kept / (1.0 - kept)))


def fit_temperature(log_probabilities: npt.NDArray[Any], labels: npt.NDArray[Any]) -> float:
    """The temperature from 0.3 to 5 at which logarithms (n, 10) fit labels (n,) best.

    The loss has one minimum, being convex in the temperature's inverse: first some are tried, then
    all about the best of these. Source: Guo et al. (2017), "On calibration of modern neural
    networks".
    """
    rows = np.arange(len(labels))

    def loss(temperature: Any) -> float:
        right = at_temperature(log_probabilities, temperature)[rows, labels]
        return float(-np.log(right + 1e-12).mean())

    tried = np.geomspace(LOWEST, HIGHEST, TRIED)
    best = min(range(0, TRIED, APART), key=lambda index: loss(tried[index]))
    near = tried[max(0, best - APART) : best + APART + 1]
    return float(min(near, key=loss))


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
