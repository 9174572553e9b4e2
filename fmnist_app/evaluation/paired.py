"""Two networks on the same pictures: the difference, its interval, and McNemar's test.

SciPy is loaded when a test is first asked for: a server that compares nothing does without.
"""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.intervals import CONFIDENCE, Interval, wilson

# Below so many disagreements the chi-square distribution is no good stand-in for the exact one.
FEWEST_FOR_CHI_SQUARE = 25
SIGNIFICANCE, POWER = 1 - CONFIDENCE, 0.8

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Paired:
    """How many of the same pictures both networks, one of them, or neither got right."""

    both_right: int
    only_first: int
    only_second: int
    both_wrong: int

    @property
    def total(self) -> int:
        """Number of pictures."""
        return self.both_right + self.only_first + self.only_second + self.both_wrong

    @property
    def first(self) -> int:
        """Pictures that the first network got right."""
        return self.both_right + self.only_first

    @property
    def second(self) -> int:
        """Pictures that the second network got right."""
        return self.both_right + self.only_second

    @property
    def disagreements(self) -> int:
        """Pictures that exactly one of the two got right: all that a comparison rests on."""
        return self.only_first + self.only_second

    @property
    def difference(self) -> float:
        """Accuracy of the second minus that of the first, as a proportion."""
        return (self.only_second - self.only_first) / self.total


@dataclass(frozen=True)
class McNemar:
    """McNemar's test: how often chance alone would make two equals differ this much or more.

    `exact` says whether the binomial distribution was used instead of chi-square.
    """

    p_value: float
    exact: bool


def pair(first_right: Bools, second_right: Bools) -> Paired:
    """Count the agreements of two networks, given as booleans (n,) "right" for the same pictures.

    Raises ValueError for different numbers of pictures, or none.
    """
    if first_right.shape != second_right.shape or first_right.size == 0:
        raise ValueError(
            f"Expected the same pictures, found {first_right.shape} and {second_right.shape}."
        )
    counts = np.bincount(2 * first_right.astype(int) + second_right, minlength=4).tolist()
    both_wrong, only_second, only_first, both_right = counts
    return Paired(both_right, only_first, only_second, both_wrong)


def difference_interval(counts: Paired) -> Interval:
    """The 95 % interval of second minus first, as proportions, for paired pictures.

    Source: Newcombe (1998), "Improved confidence intervals for the difference between binomial
    proportions based on paired data", method 10.
    """
    n, p_first, p_second = counts.total, counts.first / counts.total, counts.second / counts.total
    one, other = wilson(counts.first, n), wilson(counts.second, n)
    together = _correlation(counts)
    below = _spread(p_second - other.low, one.high - p_first, together)
    above = _spread(other.high - p_second, p_first - one.low, together)
    return Interval(counts.difference - below, counts.difference + above)


def _spread(one: float, other: float, together: float) -> float:
    """Two half widths joined at right angles, less what the two have in common."""
    return sqrt(max(0.0, one**2 - 2 * together * one * other + other**2))


def _correlation(counts: Paired) -> float:
    """Newcombe's cautious estimate of how much the two rise and fall together."""
    n, first, second = counts.total, counts.first, counts.second
    margins = first * (n - first) * second * (n - second)
    if margins == 0:
        return 0.0
    joint: float = counts.both_right * counts.both_wrong - counts.only_first * counts.only_second
    if joint > 0:
        joint = max(joint - n / 2, 0.0)
    return joint / sqrt(margins)


def mcnemar(counts: Paired) -> McNemar:
    """McNemar's test that both networks are equally good; exact below 25 disagreements.

    Two-sided; the larger counts use chi-square without a correction for continuity. Source:
    McNemar (1947), "Note on the sampling error of the difference between correlated proportions".
    """
    # Slow to load and large, so only for those who compare.
    from scipy.special import bdtr, chdtrc  # noqa: PLC0415

    few, n = min(counts.only_first, counts.only_second), counts.disagreements
    if n < FEWEST_FOR_CHI_SQUARE:
        return McNemar(float(min(1.0, 2 * bdtr(few, n, 0.5))), exact=True)
    return McNemar(float(chdtrc(1, (counts.only_first - counts.only_second) ** 2 / n)), exact=False)


def pictures_needed(counts: Paired) -> int | None:
    """How many test pictures would tell two networks apart that differ as these do.

    With so many, McNemar's test finds the difference in four of five test sets (power 80 %, at the
    5 % level). None where the two are equally good. Source: Connor (1987), "Sample size for
    testing differences in proportions for the paired-sample design".
    """
    difference, share = counts.difference, counts.disagreements / counts.total
    if difference == 0:
        return None
    normal = NormalDist()
    chance, missed = normal.inv_cdf(1 - SIGNIFICANCE / 2), normal.inv_cdf(POWER)
    root = chance * sqrt(share) + missed * sqrt(max(0.0, share - difference**2))
    return ceil((root / difference) ** 2)
