"""Whose turn it is: the run being trained, those in line, and how long a pause may last."""

import time
from dataclasses import dataclass, field

from fmnist_app.lab.limits import Limits
from fmnist_app.lab.records import Record


@dataclass
class Turn:
    """The turn of one run with the executor.

    `epochs` is what the executor was told to train in all when the turn began, `paused_since` a
    time in seconds, and `lost` says of each file that could not be kept, by name, why.
    """

    record: Record
    epochs: int
    paused_since: float = 0.0
    lost: dict[str, str] = field(default_factory=dict)

    def missed_an_extension(self) -> bool:
        """Whether the run was made longer when its executor had just ended it."""
        now = self.record.snapshot()
        asked = now.settings.epochs
        ended = [result.epochs for result in now.results.values()]
        # An executor that was told and did less would do so again, for ever.
        return asked > self.epochs and any(epochs < asked for epochs in ended)


class Queue:
    """Runs in the order in which they are trained; `turn` is that of the one being trained.

    Its owner sees to it that one thread uses it at a time.
    """

    def __init__(self, limits: Limits) -> None:
        """An empty queue."""
        self._limits = limits
        self._waiting: list[Record] = []
        self.turn: Turn | None = None

    def __len__(self) -> int:
        """How many runs wait."""
        return len(self._waiting)

    @property
    def full(self) -> bool:
        """Whether no more runs may wait."""
        return len(self) >= self._limits.queue

    @property
    def busy(self) -> set[str]:
        """The ids of the runs that wait or are being trained."""
        records = [*self._waiting, *([self.turn.record] if self.turn else [])]
        return {record.run for record in records}

    def join(self, record: Record, *, first: bool = False) -> None:
        """Have a run wait: behind all others, or before them."""
        self._waiting.insert(0 if first else len(self), record)

    def leave(self, record: Record) -> bool:
        """Have a run wait no more; false if it did not."""
        waited = record in self._waiting
        if waited:
            self._waiting.remove(record)
        return waited

    def place(self, run: str) -> int:
        """A run's place in line: 1 is next, 0 is not waiting."""
        waiting = [record.run for record in self._waiting]
        return waiting.index(run) + 1 if run in waiting else 0

    def turn_of(self, run: str) -> Turn | None:
        """The turn of this run, if it is its."""
        return self.turn if self.turn and self.turn.record.run == run else None

    def begin_turn(self) -> Turn | None:
        """The turn of the next run, which begins; nothing if none waits or one is being trained."""
        if self.turn is not None or not self._waiting:
            return None
        record = self._waiting.pop(0)
        self.turn = Turn(record, record.snapshot().settings.epochs)
        return self.turn

    def end_turn(self) -> None:
        """End the turn of the run being trained."""
        self.turn = None

    def overdue_pause(self) -> str | None:
        """The id of a paused run that has kept others waiting for too long."""
        if self.turn is None or not self._waiting:
            return None
        now, waited = self.turn.record.snapshot(), time.monotonic() - self.turn.paused_since
        return now.run if now.state == "paused" and waited > self._limits.pause_seconds else None

    def clear(self) -> None:
        """Forget all runs."""
        self._waiting.clear()
        self.turn = None
