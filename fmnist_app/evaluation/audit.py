"""What a random check of labels says of those that nobody checked.

Exact, by the hypergeometric distribution: drawn without replacement from a known number. Source:
Wright (1991), "Exact confidence bounds when sampling from small finite universes".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.intervals import CONFIDENCE

STEPS = 40  # tries from none to all, in which the number of further checks is looked for


@dataclass(frozen=True)
class Audit:
    """So many of `total` labels, drawn at random, were checked, and so many were wrong."""

    total: int
    checked: int
    wrong: int

    def __post_init__(self) -> None:
        """Raise ValueError unless 0 <= wrong <= checked <= total."""
        if not 0 <= self.wrong <= self.checked <= self.total:
            raise ValueError(f"Expected 0 <= wrong <= checked <= total, found {self}.")

    @property
    def rest(self) -> int:
        """How many were not checked."""
        return self.total - self.checked

    def wrong_in_rest(self) -> tuple[int, int]:
        """The 95 % interval for how many of the rest are wrong, both ends included."""
        possible = np.arange(self.wrong, self.total - (self.checked - self.wrong) + 1)
        at_most, at_least = _tails(possible, self)
        tail = (1 - CONFIDENCE) / 2
        low = possible[at_least > tail].min()
        high = possible[at_most > tail].max()
        return int(low) - self.wrong, int(high) - self.wrong

    def more_for(self, share: float) -> int | None:
        """About how many more to check until surely at most this share of the rest is wrong.

        Supposes that as many are wrong as so far; None if not even checking nearly all is enough.
        """
        if not self.checked:
            return None
        for more in range(0, self.rest, max(1, self.rest // STEPS)):
            wrong = round(self.wrong * (self.checked + more) / self.checked)
            then = Audit(self.total, self.checked + more, wrong)
            if then.wrong_in_rest()[1] <= share * then.rest:
                return more
        return None


def _tails(
    possible: npt.NDArray[np.int64], audit: Audit
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The chances of at most and of at least so many wrong, if `possible` (k,) are wrong in all."""
    found = np.arange(audit.checked + 1)
    wrong, right = possible[:, None], audit.total - possible[:, None]
    within = (found <= wrong) & (audit.checked - found <= right)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, audit.total + 1)))])

    def ways(of: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        chosen = np.clip(chosen, 0, of)
        ways: npt.NDArray[np.float64] = logs[of] - logs[chosen] - logs[of - chosen]
        return ways

    every = logs[audit.total] - logs[audit.checked] - logs[audit.rest]
    chances = np.exp(ways(wrong, found) + ways(right, audit.checked - found) - every) * within
    split = audit.wrong
    return chances[:, : split + 1].sum(axis=1), chances[:, split:].sum(axis=1)
