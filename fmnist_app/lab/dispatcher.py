"""Between queue and executor: jobs get their turns, and what is heard of them is kept."""

import threading
from collections.abc import Callable
from pathlib import Path

from fmnist_app.lab.allocation import Allocation
from fmnist_app.lab.commands import Export, Train
from fmnist_app.lab.events import Event, File, Message, Ready, StateChanged
from fmnist_app.lab.executor import Callbacks, Executor
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.queue import Job, Queue, Turn
from fmnist_app.lab.records import Record
from fmnist_app.lab.store import Store
from fmnist_app.training.errors import NotSavedError
from fmnist_app.training.points import Progress, Result

NO_EXECUTOR = (
    "The server could not start the training process: its memory or its disk is full. "
    "Whoever runs this app can make room."
)
NOT_EXPORTED = "The networks of this run could not be made ready to answer drawings."


class Dispatcher:
    """Hands the jobs in the queue to the executor, one after the other.

    What the executor says comes in under `lock`; who calls anything here holds it.
    """

    def __init__(
        self,
        store: Store,
        queue: Queue,
        limits: Limits,
        lock: threading.RLock,
        make_executor: Callable[[Callbacks], Executor],
    ) -> None:
        """Begin without an executor."""
        self._store, self._queue, self._lock = store, queue, lock
        self._given_up: set[str] = set()  # runs whose networks could not be exported
        callbacks = Callbacks(store.files, self._hear, self._keep_file, self._gone)
        self.executor = Allocation(lambda: make_executor(callbacks), limits)

    def enqueue(self, record: Record) -> None:
        """Have a run wait for its turn to be trained, which may come at once."""
        self._queue.leave(Job(record, is_export=True))  # training ends with that
        self._wait(record)
        self._dispatch()

    def export(self, record: Record) -> None:
        """Have a run's networks wait to be exported, once; where that failed, it stays so."""
        job = Job(record, is_export=True)
        if not self._queue.has(job) and record.run not in self._given_up:
            self._queue.join(job)
            self._dispatch()

    def _wait(self, record: Record, *, first: bool = False) -> None:
        record.append(StateChanged("queued"))
        self._queue.join(Job(record), first=first)

    def _dispatch(self) -> None:
        if turn := self._queue.begin_turn():
            try:
                self.executor.begin(self._command(turn.job))
            except OSError:
                self._end(turn, StateChanged("failed", NO_EXECUTOR))

    def _command(self, job: Job) -> Train | Export:
        now = job.record.snapshot()
        if job.is_export:
            return Export(now.run, now.settings, tuple(self._store.not_exported(now)))
        job.record.append(StateChanged("starting"))
        return Train(now.run, now.settings, tuple(self._store.files(now.run)))

    def _hear(self, message: Message) -> None:
        with self._lock:
            turn, event = self._queue.turn_of(message.run), message.event
            if isinstance(event, Ready):
                self.executor.note_ready()
            if turn is None:
                return
            if isinstance(event, StateChanged):
                self._end(turn, event)
            elif not turn.job.is_export:
                self._note(turn.record, event)

    def _note(self, record: Record, event: Event) -> None:
        """Put into the record what is said of a run that is being trained."""
        if isinstance(event, Progress) and record.snapshot().state == "starting":
            record.append(StateChanged("running"))
        if isinstance(event, Result) and event.ending != "finished":
            self._store.drop_predictions(record.run, event.model)
        record.append(event)

    def _keep_file(self, run: str, file: File, path: Path) -> None:
        with self._lock:
            turn = self._queue.turn_of(run)
        if turn is None:
            return
        try:  # without the lock, for a disk may be slow
            self._store.keep_file(turn.record.snapshot(), file, path)
            turn.lost.pop(file.name, None)
        except NotSavedError as error:
            turn.lost[file.name] = str(error)

    def _end(self, turn: Turn, ended: StateChanged) -> None:
        """End a turn as the executor says, unless files were lost."""
        if turn.lost and ended.state != "failed":
            ended = StateChanged("failed", next(iter(turn.lost.values())))
        self._queue.end_turn()
        if turn.job.is_export:
            self._end_export(turn.record, ended)
        else:
            self._end_training(turn, ended)
        self._next()

    def _end_training(self, turn: Turn, ended: StateChanged) -> None:
        """Put the end of a training into its record, unless epochs are still missing."""
        now = turn.record.snapshot()
        missing = ended.state == "finished" and turn.missed_an_extension()
        if missing and now.state == "stopping":
            ended = StateChanged("stopped")
        if missing and now.state != "stopping":
            self._wait(turn.record, first=True)
        else:
            turn.record.append(ended)
            self._store.timings.note(turn.record.snapshot())

    def _end_export(self, record: Record, ended: StateChanged) -> None:
        """Leave the run in its state; where its networks cannot be had, with the reason."""
        if ended.state == "failed":
            self._given_up.add(record.run)
            words = f"{NOT_EXPORTED} {ended.message}"
            record.append(StateChanged(record.snapshot().state, words))

    def _next(self) -> None:
        self._store.make_room(self._queue.busy)
        self.executor.end_turn()
        self._dispatch()

    def _gone(self, executor: Executor, why: str) -> None:
        with self._lock:
            turn = self._queue.turn
            if self.executor.lose(executor) and turn is not None:
                self._end(turn, StateChanged("failed", why))
