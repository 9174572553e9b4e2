"""The training service: what visitors can ask of it; ties store, queue and executor together."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.core.process_memory import rest
from fmnist_app.lab.allocation import MakeExecutor
from fmnist_app.lab.commands import ACTIONS, Action, Extend
from fmnist_app.lab.dispatcher import Dispatcher
from fmnist_app.lab.events import Event, Extended, State, StateChanged
from fmnist_app.lab.executor import ProcessExecutor
from fmnist_app.lab.imported import Quota
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.queue import Job, Queue
from fmnist_app.lab.records import BrokenRecordError, Record, Snapshot
from fmnist_app.lab.store import Store
from fmnist_app.training.settings import RANGES, TrainingSettings

NEW_STATE: dict[Action, State] = {"pause": "paused", "resume": "running", "stop": "stopping"}
MAY: dict[Action, frozenset[State]] = {
    "pause": frozenset({"running"}),
    "resume": frozenset({"paused"}),
    "stop": frozenset({"starting", "running", "paused"}),
}
NO_ROOM = (
    "The server cannot keep another run: its disk is full or cannot be written. "
    "Whoever runs this app can make room."
)
LEFT_THE_LINE = "Taken out of the queue before it began."


class RefusedError(LabError):
    """The service cannot do what was asked of it."""


class Lab:
    """One per server: every visitor's runs, trained one after the other, or on many machines.

    A run outlives the page that asked for it: whoever knows its id, which cannot be guessed, can
    watch and steer it. An abandoned run is trained to its end and kept.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits | None = None,
        make_executor: MakeExecutor = ProcessExecutor,
        slots: Callable[[], int] | None = None,
    ) -> None:
        """Keep the runs in `folder`; those of an earlier server are there again.

        `slots` says how many more runs may begin just now; without it, one trains at a time.
        """
        self._limits = limits or Limits()
        self._lock = threading.RLock()
        self._store = Store(folder, self._limits)
        self._queue = Queue(self._limits)
        self._quota = Quota(self._limits.archives)
        self._dispatcher = Dispatcher(
            self._store,
            self._queue,
            self._limits,
            self._lock,
            make_executor=make_executor,
            slots=slots,
        )
        self._pool = self._dispatcher.pool

    def take_up(self) -> None:
        """Have the runs train that an earlier server did not see to their end, from where it was.

        For one whose executors are elsewhere: a run that was being trained there is begun anew.
        """
        with self._lock:
            for record in self._store.interrupted():
                self._dispatcher.enqueue(record)

    def submit(self, settings: TrainingSettings) -> str:
        """Take a run; returns its id. Raises `RefusedError` when too many are waiting."""
        with self._lock:
            self._refuse_if_full()
            try:
                record = self._store.create(settings)
            except OSError as error:
                raise RefusedError(NO_ROOM) from error
            self._dispatcher.enqueue(record)
        return record.run

    def adopt(
        self,
        settings: TrainingSettings,
        events: Iterable[Event],
        fill: Callable[[Path], None] = lambda _: None,
    ) -> str:
        """Keep a run that was trained elsewhere; returns the id that it gets here.

        `events` are what its record is told, the last one the state it ended in; `fill` may put
        more into its folder. Networks that come along are made ready to answer. Raises
        `RefusedError` when there were too many or the disk is full.
        """
        with self._lock:
            allowed = self._quota.take()
        if not allowed:
            raise RefusedError(
                f"{self._limits.archives} runs were brought here within an hour, and no more "
                "are taken; try again later."
            )
        try:
            record = self._store.adopt(settings, events, fill)
        except OSError as error:
            raise RefusedError(NO_ROOM) from error
        self.make_room()
        self.export(record.run)
        return record.run

    def export(self, run: str) -> None:
        """Have the networks of a run that is over made ready to answer, where they are not yet."""
        with self._lock:
            record = self._store.get(run)
            now = record.snapshot() if record else None
            if record and now and now.over and self._store.not_exported(now):
                self._dispatcher.export(record)

    def is_exporting(self, run: str) -> bool:
        """Whether the run's networks are being made ready to answer, or wait for it."""
        with self._lock:
            record = self._store.get(run)
            return record is not None and self._queue.has(Job(record, is_export=True))

    def look(self, run: str) -> Snapshot | None:
        """What is known of a run; nothing if there is no such run."""
        record = self._store.get(run)
        return record.snapshot() if record else None

    def knows(self, run: str) -> bool:
        """Whether there is such a run; cheaper than a look at it."""
        return self._store.knows(run)

    def folder(self, run: str) -> Path:
        """Where the files of a run are kept."""
        return self._store.folder(run)

    def going_on(self, runs: Iterable[str]) -> str | None:
        """The first of these runs that waits or is being trained; asks no disk."""
        with self._lock:
            return next((run for run in runs if run in self._queue.training), None)

    @property
    def busy(self) -> bool:
        """Whether a run waits or is being trained."""
        with self._lock:
            return bool(self._queue.training)

    def place(self, run: str) -> int:
        """Place in the queue: 1 is next, 0 is not waiting."""
        with self._lock:
            return self._queue.place(run)

    def steer(self, run: str, action: Action) -> None:
        """Pause, resume or stop a run; does nothing to a run for which it makes no sense."""
        with self._lock:
            record, turn = self._store.get(run), self._queue.turn_of(run)
            if record is None:
                return
            if action == "stop" and self._queue.leave(Job(record)):
                record.append(StateChanged("stopped", LEFT_THE_LINE))
            elif turn and record.snapshot().state in MAY[action]:
                record.append(StateChanged(NEW_STATE[action]))
                turn.paused_since = time.monotonic()
                turn.allocation.send(ACTIONS[action](run))

    def more(self, run: str, epochs: int) -> str:
        """Train `epochs` more; 0 takes up a stopped run where it stands. Returns the run that does.

        A finished run stays as it is, and a new one goes on from it. Raises `RefusedError` if the
        run has no saved networks to go on from or would grow too long.
        """
        with self._lock:
            record = self._store.get(run)
            if record is None:
                raise RefusedError("There is no such run on this server any more.")
            now = record.snapshot()
            target = now.settings.epochs + epochs
            if target > RANGES["epochs"].high:
                raise RefusedError(f"A run has at most {RANGES['epochs'].high:.0f} epochs.")
            if now.over and not self._store.can_go_on(now):
                raise RefusedError("This run left no networks to go on from; start a new one.")
            if now.state == "finished":
                record = self._longer(now)
            record.append(Extended(target))
            if now.over:
                self._dispatcher.enqueue(record)
            elif turn := self._queue.turn_of(run):
                turn.allocation.send(Extend(run, target))
        return record.run

    def _longer(self, now: Snapshot) -> Record:
        """A new run that goes on from a finished one, which it leaves as it is."""
        self._refuse_if_full()
        try:
            return self._store.copy(now)
        except (OSError, BrokenRecordError) as error:
            raise RefusedError(NO_ROOM) from error

    def _refuse_if_full(self) -> None:
        if self._queue.full:
            raise RefusedError(
                f"{len(self._queue)} runs are waiting already; try again in some minutes."
            )

    def seconds_of(self, settings: TrainingSettings) -> float | None:
        """How long such a run took here the last time, in seconds; None if there was none."""
        return self._store.timings.of(settings)

    def can_go_on(self, run: str) -> bool:
        """Whether the run is over and left networks to go on from."""
        now = self.look(run)
        return now is not None and self._store.can_go_on(now)

    @property
    def loading(self) -> float | None:
        """For how many seconds the executor has been loading TensorFlow; None if none is."""
        return self._pool.loading

    def warm_up(self) -> None:
        """Have an executor ready before it is needed."""
        with self._lock, contextlib.suppress(OSError):  # the run that needs it says so
            self._pool.warm_up()

    def tidy(self) -> None:
        """End an executor or a pause that has lasted too long; remove runs that have expired."""
        with self._lock:
            if run := self._queue.overdue_pause():
                self.steer(run, "stop")
            self._dispatcher.dispatch()
            released = self._pool.release_idle() and not self._pool.busy
        if released:
            rest()
        self._store.remove_expired()

    def make_room(self) -> None:
        """Remove runs from disk that have expired, and forget records nobody looks at."""
        with self._lock:
            self._store.make_room(self._queue.busy)
        self._store.remove_expired()

    def close(self) -> None:
        """End the executor; runs in the queue stay there unrun."""
        with self._lock:
            self._queue.clear()
            self._pool.release()


def keep_tidy(lab: Lab, every: float = 5.0) -> None:
    """Call `lab.tidy` every few seconds from a thread that ends with the process."""

    def tidy() -> None:
        while True:
            time.sleep(every)
            lab.tidy()

    threading.Thread(target=tidy, name="lab-tidy", daemon=True).start()
