"""What it brings to look at the doubtful pictures first: errors left, beside a random order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.intervals import CONFIDENCE, Interval

RESAMPLES, SEED = 2_000, 0


@dataclass(frozen=True)
class ReviewGain:
    """Shares of all pictures that are still wrong after `looked_at` of them were corrected.

    `random` is what a random order leaves on average; `difference` is `first` less `random`, with
    its interval from a bootstrap over pictures, paired.
    """

    pictures: int
    looked_at: float
    before: float
    first: float
    random: float
    interval: Interval

    @property
    def difference(self) -> float:
        """How much less is wrong than after a random order; below 0 is better."""
        return self.first - self.random


def review_gain(
    wrong: npt.NDArray[np.bool_], place: npt.NDArray[np.int64], looked_at: float
) -> ReviewGain:
    """What is left of `wrong` (n,) when the pictures are looked at in the order of `place` (n,).

    Raises ValueError for no pictures, or a share outside 0 to 1.
    """
    n = len(wrong)
    if n == 0 or not 0 <= looked_at <= 1:
        raise ValueError(f"Expected pictures and a share of 0 to 1, found {n} and {looked_at}.")
    drawn = np.random.default_rng(SEED)
    differences = []
    for _ in range(RESAMPLES):
        picked = drawn.integers(n, size=n)
        first, random = _left(wrong[picked], place[picked], looked_at)
        differences.append(first - random)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(differences, [tail, 1 - tail])
    first, random = _left(wrong, place, looked_at)
    return ReviewGain(
        n, looked_at, float(wrong.mean()), first, random, Interval(float(low), float(high))
    )


def _left(
    wrong: npt.NDArray[np.bool_], place: npt.NDArray[np.int64], looked_at: float
) -> tuple[float, float]:
    """The shares still wrong in this order, and in a random one."""
    order = np.argsort(place, kind="stable")
    unseen = order[round(looked_at * len(wrong)) :]
    return float(wrong[unseen].sum() / len(wrong)), float(wrong.mean() * len(unseen) / len(wrong))
