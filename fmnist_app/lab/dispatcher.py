"""Between queue and executor: runs get their turns, and what is heard of them is kept."""

import threading
from collections.abc import Callable
from pathlib import Path

from fmnist_app.lab.allocation import Allocation
from fmnist_app.lab.commands import Train
from fmnist_app.lab.events import File, Message, Ready, StateChanged
from fmnist_app.lab.executor import Callbacks, Executor
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.queue import Queue, Turn
from fmnist_app.lab.records import Record
from fmnist_app.lab.store import Store
from fmnist_app.training.errors import NotSavedError
from fmnist_app.training.points import Progress, Result

NO_EXECUTOR = (
    "The server could not start the training process: its memory or its disk is full. "
    "Whoever runs this app can make room."
)


class Dispatcher:
    """Hands the runs in the queue to the executor, one after the other.

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
        callbacks = Callbacks(store.files, self._hear, self._keep_file, self._gone)
        self.executor = Allocation(lambda: make_executor(callbacks), limits)

    def enqueue(self, record: Record) -> None:
        """Have a run wait for its turn, which may come at once."""
        self._wait(record)
        self._dispatch()

    def _wait(self, record: Record, *, first: bool = False) -> None:
        record.append(StateChanged("queued"))
        self._queue.join(record, first=first)

    def _dispatch(self) -> None:
        if turn := self._queue.begin_turn():
            turn.record.append(StateChanged("starting"))
            now = turn.record.snapshot()
            command = Train(now.run, now.settings, tuple(self._store.files(now.run)))
            try:
                self.executor.train(command)
            except OSError:
                self._fail(turn, NO_EXECUTOR)

    def _hear(self, message: Message) -> None:
        with self._lock:
            turn, event = self._queue.turn_of(message.run), message.event
            if isinstance(event, Ready):
                self.executor.note_ready()
            if turn is None:
                return
            if isinstance(event, StateChanged):
                self._end(turn, event)
                return
            if isinstance(event, Progress) and turn.record.snapshot().state == "starting":
                turn.record.append(StateChanged("running"))
            if isinstance(event, Result) and event.ending != "finished":
                self._store.drop_predictions(message.run, event.model)
            turn.record.append(event)

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
        """End a turn as the executor says, unless files were lost or epochs are still missing."""
        now = turn.record.snapshot()
        if turn.lost and ended.state != "failed":
            ended = StateChanged("failed", next(iter(turn.lost.values())))
        missing = ended.state == "finished" and turn.missed_an_extension()
        if missing and now.state == "stopping":
            ended = StateChanged("stopped")
        self._queue.end_turn()
        if missing and now.state != "stopping":
            self._wait(turn.record, first=True)
        else:
            turn.record.append(ended)
            self._store.timings.note(turn.record.snapshot())
        self._next()

    def _next(self) -> None:
        self._store.make_room(self._queue.busy)
        self.executor.end_turn()
        self._dispatch()

    def _gone(self, executor: Executor, why: str) -> None:
        with self._lock:
            turn = self._queue.turn
            if self.executor.lose(executor) and turn is not None:
                self._fail(turn, why)

    def _fail(self, turn: Turn, why: str) -> None:
        self._queue.end_turn()
        turn.record.append(StateChanged("failed", why))
        self._next()
