"""Intervals around accuracies: how far a figure measured on n pictures can be off by chance."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Interval:
    """A range from `low` to `high`, both ends included."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        """Whether `value` lies within the range."""
        return self.low <= value <= self.high


def wilson(correct: int, total: int) -> Interval:
    """Give the Wilson 95 % interval for an accuracy of `correct` out of `total` pictures.

    Both ends are proportions within 0 to 1. Unlike the textbook interval it stays honest for few
    pictures and near 0 and 100 %. Raises ValueError unless 0 <= correct <= total and total >= 1.
    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if total < 1 or not 0 <= correct <= total:
        raise ValueError(f"Expected 0 <= correct <= total and total >= 1, found {correct}/{total}.")
    share = correct / total
    weight = 1 + Z**2 / total
    centre = (share + Z**2 / (2 * total)) / weight
    half = Z / weight * sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    # Rounding can push an end past 0 or 1, or past the share itself, by 1e-17.
    return Interval(max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def accuracy_interval(accuracy: float, total: int) -> Interval:
    """Give the Wilson 95 % interval for an accuracy given as a proportion of `total` pictures."""
    return wilson(round(accuracy * total), total)


def difference_error(first: float, n_first: int, second: float, n_second: int) -> float:
    """Give the standard error of the difference between two accuracies on different pictures.

    Accuracies and the error are proportions. One right and one wrong answer are added to each side,
    so that an accuracy of 100 % on few pictures does not count as certain. For two accuracies on
    the same pictures it is too large, hence safe. Raises ValueError for n < 1.
    Source: Agresti and Caffo (2000), "Simple and effective confidence intervals for proportions".
    """
    if n_first < 1 or n_second < 1:
        raise ValueError(f"Expected at least one picture each, found {n_first} and {n_second}.")
    return sqrt(_variance(first, n_first) + _variance(second, n_second))


def _variance(accuracy: float, total: int) -> float:
    """Give the variance of an accuracy with one right and one wrong answer added."""
    share = (accuracy * total + 1) / (total + 2)
    return share * (1 - share) / (total + 2)
