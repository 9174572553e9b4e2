"""The plain values that judging takes and gives: a network's result and a judged claim."""

from dataclasses import dataclass
from typing import Literal

from fmnist_app.evaluation.intervals import Interval, accuracy_interval

Verdict = Literal["agrees", "differs", "cannot tell"]


@dataclass(frozen=True)
class NetworkResult:
    """One network of a finished or stopped run.

    `test_accuracy` is a proportion, None when the test pictures were not opened; `seconds` is the
    training time and `epochs` the number of finished epochs.
    """

    model: str
    parameters: int
    test_accuracy: float | None
    test_loss: float | None
    test_pictures: int
    seconds: float
    best_epoch: int | None
    epochs: int

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the test accuracy; None without one."""
        if self.test_accuracy is None:
            return None
        return accuracy_interval(self.test_accuracy, self.test_pictures)


@dataclass(frozen=True)
class Claim:
    """One claim of the report, what this run found, the verdict, and why in one sentence."""

    claim: str
    this_run: str
    verdict: Verdict
    why: str
