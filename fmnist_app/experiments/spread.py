"""What several seeds say of one figure: its mean, how sure that is, and where one more run lands.

SciPy is loaded at the first interval: a server that compares nothing does without.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from fmnist_app.evaluation.intervals import CONFIDENCE, Interval


@dataclass(frozen=True)
class Spread:
    """The same figure from several seeds, at least one."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """The spread of these values; raises ValueError for none."""
        kept = tuple(float(value) for value in values)
        if not kept:
            raise ValueError("Expected at least one seed, found none.")
        return cls(kept)

    @property
    def mean(self) -> float:
        """The mean over all seeds."""
        return fmean(self.values)

    @property
    def range(self) -> Interval:
        """From the lowest to the highest value."""
        return Interval(min(self.values), max(self.values))

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the mean (Student's t); None for a single seed."""
        return self._around(1 / len(self.values))

    @property
    def next_run(self) -> Interval | None:
        """Where one more run would land 95 times of 100; None for a single seed."""
        return self._around(1 + 1 / len(self.values))

    def _around(self, parts: float) -> Interval | None:
        n = len(self.values)
        if n < 2:
            return None
        # Slow to load and large, so only for those who compare.
        from scipy.special import stdtrit  # noqa: PLC0415

        half = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * stdev(self.values) * sqrt(parts)
        return Interval(self.mean - half, self.mean + half)


def direction(change: Spread) -> int:
    """1 or -1 where the interval of a change leaves 0 out, so that chance hardly makes it, or 0."""
    if change.interval is None or 0 in change.interval:
        return 0
    return 1 if change.mean > 0 else -1
