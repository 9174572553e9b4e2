"""The unit of work: one rung of one trial, or one fresh seed, done by whoever has a worker free.

It is known by what decides its result, so that doing it twice does no harm.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from fmnist_app.training.settings import TrainingSettings, settings_from

Ending = Literal["done", "diverged", "failed", "lost", "killed"]


@dataclass(frozen=True)
class Unit:
    """Train the one network of these settings to `epochs` of theirs.

    `after` are the epochs of the rung before, whose checkpoint it goes on from; 0 begins afresh.
    """

    settings: TrainingSettings
    epochs: int
    after: int
    opens_test: bool
    data_sha256: str

    @property
    def key(self) -> str:
        """What the unit is known by."""
        return self._key(self.epochs)

    @property
    def begins_from(self) -> str | None:
        """The key of the unit whose checkpoint this one goes on from; None where it begins."""
        return self._key(self.after) if self.after else None

    def _key(self, epochs: int) -> str:
        decides = [self.settings.as_dict(), epochs, self.opens_test, self.data_sha256]
        return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:32]

    def as_dict(self) -> dict[str, Any]:
        """A plain dict, to send."""
        return {**self.__dict__, "settings": self.settings.as_dict()}


def unit_from(read: dict[str, Any]) -> Unit:
    """The unit that `as_dict` wrote."""
    return Unit(**{**read, "settings": settings_from(read["settings"])})


@dataclass(frozen=True)
class Outcome:
    """What came of a unit; `checkpoint` is what a later one goes on from.

    `curve` is the validation accuracy after each epoch trained; `value` that of the weights that
    are kept. One that was “lost” with its worker is begun anew, and one whose training process was
    “killed” a few times; `reason` says why in a sentence, `over` whether its training has ended
    before its last epoch.
    """

    ending: Ending
    reason: str = ""
    value: float = 0.0
    curve: tuple[float, ...] = ()
    epochs: int = 0
    seconds: float = 0.0
    parameters: int = 0
    over: bool = False
    test_accuracy: float | None = None
    test_loss: float | None = None
    by: str = ""
    checkpoint: bytes = field(default=b"", repr=False)

    def as_dict(self) -> dict[str, Any]:
        """All but the checkpoint, for JSON."""
        return {name: value for name, value in self.__dict__.items() if name != "checkpoint"}


def outcome_from(read: dict[str, Any], checkpoint: bytes = b"") -> Outcome:
    """The outcome that `as_dict` wrote."""
    return Outcome(**{**read, "curve": tuple(read["curve"])}, checkpoint=checkpoint)
