"""How well scores tell defective pictures from good ones, with an interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.intervals import CONFIDENCE, Interval

RESAMPLES = 2_000
Scores = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Auroc:
    """The chance that a defective picture scores higher than a good one, ties half.

    The mean over styles; `interval` is a percentile bootstrap over the pictures within each style.
    """

    value: float
    interval: Interval


def auroc(good: Scores, bad: Scores, seed: int = 0) -> Auroc:
    """The mean AUROC of scores (styles, n) of good and (styles, m) of defective pictures.

    Source of the bootstrap: Efron and Tibshirani (1993), "An introduction to the bootstrap".
    """
    won = (bad[:, :, None] > good[:, None]) + 0.5 * (bad[:, :, None] == good[:, None])
    drawn = np.random.default_rng(seed)
    found = np.zeros(RESAMPLES)
    for pairs in won:
        of_bad, of_good = (_shares(count, drawn) for count in pairs.shape)
        found += np.einsum("rb,bg,rg->r", of_bad, pairs, of_good, optimize=True)
    tails = (1 - CONFIDENCE) / 2
    low, high = np.quantile(found / len(won), (tails, 1 - tails))
    return Auroc(float(won.mean()), Interval(float(low), float(high)))


def _shares(count: int, drawn: np.random.Generator) -> npt.NDArray[np.float64]:
    """How often each of `count` pictures is in each resample, as a share, (2000, count)."""
    return drawn.multinomial(count, [1 / count] * count, RESAMPLES) / count
