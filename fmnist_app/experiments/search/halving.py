"""Which trials go on: successive halving as they come, decided in the order of their numbers.

Source: Li and others (2020), "A system for massively parallel hyperparameter tuning" (ASHA). There
whoever is at a rung first decides; here a trial is judged among those with lower numbers alone, so
that the pace of the workers decides nothing.
"""

from collections import defaultdict
from typing import Literal

from fmnist_app.experiments.search.task import FACTOR

Verdict = Literal["promote", "prune", "wait"]


class Ladder:
    """The values of all trials at each rung, and which trials may still climb."""

    def __init__(self, rungs: int) -> None:
        """A ladder of so many rungs, nobody on it."""
        self._values: list[dict[int, float]] = [{} for _ in range(rungs)]
        self._climbed: defaultdict[int, int] = defaultdict(int)
        self._open: set[int] = set()

    @property
    def open(self) -> list[int]:
        """The numbers of the trials that may still climb, the lowest first."""
        return sorted(self._open)

    def begin(self, number: int) -> None:
        """Note a new trial."""
        self._open.add(number)

    def climb(self, number: int, value: float) -> None:
        """Note the value of a trial at its next rung."""
        self._values[self._climbed[number]][number] = value
        self._climbed[number] += 1

    def end(self, number: int) -> None:
        """Note that a trial climbs no more."""
        self._open.discard(number)

    def verdict(self, number: int) -> Verdict:
        """Whether a trial goes on from the rung where it stands.

        It does as one of the best third there, or as the best of fewer than three.
        """
        rung = self._climbed[number] - 1
        if any(other < number and self._climbed[other] <= rung for other in self._open):
            return "wait"
        own = self._values[rung][number]
        better = others = 0
        for other, value in self._values[rung].items():
            if other < number:
                others += 1
                better += value >= own
        return "promote" if better < max(1, (others + 1) // FACTOR) else "prune"
