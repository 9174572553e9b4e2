"""Whose turn it is: the jobs being done, those in line, and how long a pause may last."""

import time
from dataclasses import dataclass, field

from fmnist_app.lab.allocation import Allocation
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.records import Record


@dataclass(frozen=True)
class Job:
    """A run that needs the executor: to be trained, or only to have its networks exported."""

    record: Record
    is_export: bool = False


@dataclass
class Turn:
    """The turn of one job with an executor, that of its `allocation`.

    `epochs` is what the executor was told to train in all when the turn began, `paused_since` a
    time in seconds, and `lost` says of each file that could not be kept, by name, why.
    """

    job: Job
    epochs: int
    allocation: Allocation
    paused_since: float = 0.0
    lost: dict[str, str] = field(default_factory=dict)

    @property
    def record(self) -> Record:
        """The record of the run."""
        return self.job.record

    def missed_an_extension(self) -> bool:
        """Whether the run was made longer when its executor had just ended it."""
        now = self.record.snapshot()
        asked = now.settings.epochs
        ended = [result.epochs for result in now.results.values()]
        # An executor that was told and did less would do so again, for ever.
        return asked > self.epochs and any(epochs < asked for epochs in ended)


class Queue:
    """Jobs in the order in which they are done; `turns` are those of the ones being done.

    Exports take seconds, so they go before runs that wait to be trained. Its owner sees to it that
    one thread uses it at a time.
    """

    def __init__(self, limits: Limits) -> None:
        """An empty queue."""
        self._limits = limits
        self._waiting: list[Job] = []
        self.turns: list[Turn] = []

    def __len__(self) -> int:
        """How many runs wait to be trained."""
        return len(self._trainings())

    @property
    def full(self) -> bool:
        """Whether no more runs may wait."""
        return len(self) >= self._limits.queue

    @property
    def busy(self) -> set[str]:
        """The ids of the runs that wait or have their turn, for whatever it is."""
        return {job.record.run for job in self._jobs()}

    @property
    def training(self) -> set[str]:
        """The ids of the runs that wait to be trained or are being trained."""
        return {job.record.run for job in self._jobs() if not job.is_export}

    def join(self, job: Job, *, first: bool = False) -> None:
        """Have a job wait: behind all others of its kind, or before them."""
        if job.is_export:
            place = len(self._waiting) - len(self)
        else:
            place = 0 if first else len(self._waiting)
        self._waiting.insert(place, job)

    def leave(self, job: Job) -> bool:
        """Have a job wait no more; false if it did not."""
        waited = job in self._waiting
        if waited:
            self._waiting.remove(job)
        return waited

    def has(self, job: Job) -> bool:
        """Whether a job waits or is being done."""
        return job in self._jobs()

    def place(self, run: str) -> int:
        """A run's place in line to be trained: 1 is next, 0 is not waiting."""
        waiting = [job.record.run for job in self._trainings()]
        return waiting.index(run) + 1 if run in waiting else 0

    def turn_of(self, run: str) -> Turn | None:
        """The turn of this run, if it has one."""
        return next((turn for turn in self.turns if turn.record.run == run), None)

    @property
    def next(self) -> Job | None:
        """The job whose turn may begin: the first of a run that has no other turn."""
        return next((job for job in self._waiting if not self.turn_of(job.record.run)), None)

    def begin_turn(self, job: Job, allocation: Allocation) -> Turn:
        """The turn of a job that has waited, which begins."""
        self._waiting.remove(job)
        turn = Turn(job, job.record.snapshot().settings.epochs, allocation)
        self.turns.append(turn)
        return turn

    def end_turn(self, turn: Turn) -> None:
        """End the turn of a job that has been done."""
        self.turns.remove(turn)

    def overdue_pause(self) -> str | None:
        """The id of a paused run that has kept others waiting for too long."""
        for turn in self.turns if self._waiting else ():
            now, waited = turn.record.snapshot(), time.monotonic() - turn.paused_since
            if now.state == "paused" and waited > self._limits.pause_seconds:
                return now.run
        return None

    def clear(self) -> None:
        """Forget all jobs."""
        self._waiting.clear()
        self.turns.clear()

    def _jobs(self) -> list[Job]:
        return [*self._waiting, *(turn.job for turn in self.turns)]

    def _trainings(self) -> list[Job]:
        return [job for job in self._waiting if not job.is_export]
