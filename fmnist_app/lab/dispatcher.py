"""Between queue and executors: jobs get their turns, and what is heard of them is kept."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fmnist_app.lab.allocation import Allocation, MakeExecutor, Pool
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
    """Hands the jobs in the queue to executors, one after the other or as many as have room.

    What an executor says comes in under `lock`; who calls anything here holds it.
    """

    def __init__(
        self,
        store: Store,
        queue: Queue,
        limits: Limits,
        lock: threading.RLock,
        *,
        make_executor: MakeExecutor,
        slots: Callable[[], int] | None,
    ) -> None:
        """Begin without an executor; `slots` says how many more there may be, one in all if None.

        It is asked under the lock.
        """
        self._store, self._queue, self._lock = store, queue, lock
        self._given_up: set[str] = set()  # runs whose networks could not be exported

        def make(allocation: Allocation) -> Executor:
            hear = partial(self._hear, allocation)
            return make_executor(Callbacks(store.files, hear, self._keep_file, self._gone))

        self.pool = Pool(make, limits, slots or self._one_at_a_time)

    def enqueue(self, record: Record) -> None:
        """Have a run wait for its turn to be trained, which may come at once."""
        self._queue.leave(Job(record, is_export=True))  # training ends with that
        self._wait(record)
        self.dispatch()

    def export(self, record: Record) -> None:
        """Have a run's networks wait to be exported, once; where that failed, it stays so."""
        job = Job(record, is_export=True)
        if not self._queue.has(job) and record.run not in self._given_up:
            self._queue.join(job)
            self.dispatch()

    def _wait(self, record: Record, *, first: bool = False) -> None:
        record.append(StateChanged("queued"))
        self._queue.join(Job(record), first=first)

    def dispatch(self) -> None:
        """Begin as many turns as there is room for."""
        while (job := self._queue.next) and self.pool.has_room():
            turn = self._queue.begin_turn(job, self.pool.take())
            try:
                turn.allocation.begin(self._command(job))
            except OSError:
                self._end(turn, StateChanged("failed", NO_EXECUTOR))

    def _one_at_a_time(self) -> int:
        return 1 - self.pool.busy

    def _command(self, job: Job) -> Train | Export:
        now = job.record.snapshot()
        if job.is_export:
            return Export(now.run, now.settings, tuple(self._store.not_exported(now)))
        job.record.append(StateChanged("starting"))
        return Train(now.run, now.settings, tuple(self._store.files(now.run)))

    def _hear(self, allocation: Allocation, message: Message) -> None:
        with self._lock:
            turn, event = self._queue.turn_of(message.run), message.event
            if isinstance(event, Ready):
                allocation.note_ready()
            if turn is None or turn.allocation is not allocation:
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
        self._queue.end_turn(turn)
        if turn.job.is_export:
            self._end_export(turn.record, ended)
        else:
            self._end_training(turn, ended)
        self._store.make_room(self._queue.busy)
        turn.allocation.end_turn()
        self.dispatch()

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

    def _gone(self, executor: Executor, why: str) -> None:
        with self._lock:
            allocation = self.pool.lose(executor)
            turns = [one for one in self._queue.turns if one.allocation is allocation]
            for turn in turns if allocation else ():
                self._end(turn, StateChanged("failed", why))
