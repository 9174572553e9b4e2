"""The training service: takes runs, queues them, hands them to a worker, keeps their records."""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

from fmnist_app.core.errors import LabError
from fmnist_app.core.process_memory import rest
from fmnist_app.lab.executor import Event, ProcessWorker, Worker
from fmnist_app.lab.imported import Quota
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.records import Record, Snapshot
from fmnist_app.lab.store import Store
from fmnist_app.training.settings import RANGES, TrainingSettings

Command = Literal["pause", "resume", "stop"]
NEW_STATE: dict[Command, str] = {"pause": "paused", "resume": "running", "stop": "stopping"}
MAY: dict[Command, frozenset[str]] = {
    "pause": frozenset({"running"}),
    "resume": frozenset({"paused"}),
    "stop": frozenset({"starting", "running", "paused"}),
}
NO_ROOM = (
    "The server cannot keep another run: its disk is full or cannot be written. "
    "Whoever runs this app can make room."
)
MakeWorker = Callable[[Callable[[Event], None], Callable[[Worker, str], None]], Worker]


class Refused(LabError):
    """The service cannot do what was asked of it."""


class Lab:
    """One per server: every visitor's runs, trained one after the other.

    A run outlives the page that asked for it: whoever knows its id, which cannot be guessed, can
    watch and steer it. An abandoned run is trained to its end and kept.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits | None = None,
        make_worker: MakeWorker = ProcessWorker,
    ) -> None:
        """Keep the runs in `folder`; those of an earlier server are there again."""
        self._limits = limits or Limits()
        self._store = Store(folder, self._limits)
        self._make_worker = make_worker
        self._lock = threading.RLock()
        self._queue: list[Record] = []
        self._active: Record | None = None
        self._epochs_sent = 0  # what the worker was told to train when the active run began
        self._worker: Worker | None = None
        self._networks_trained = 0
        self._quota = Quota(self._limits.archives)
        self._idle_since = time.monotonic()
        self._paused_since = 0.0

    def submit(self, settings: TrainingSettings) -> str:
        """Take a run; returns its id. Raises `Refused` when too many are waiting."""
        with self._lock:
            if len(self._queue) >= self._limits.queue:
                raise Refused(
                    f"{len(self._queue)} runs are waiting already; try again in some minutes."
                )
            try:
                record = self._store.create(settings)
            except OSError as error:
                raise Refused(NO_ROOM) from error
            self._enqueue(record)
        return record.run

    def adopt(
        self,
        settings: TrainingSettings,
        events: Iterable[Event],
        fill: Callable[[Path], None] = lambda _: None,
    ) -> str:
        """Keep a run that was trained elsewhere; returns the id that it gets here.

        `events` are what its record is told, the last one the state it ended in; `fill` may put
        more into its folder. Raises `Refused` when there were too many or the disk is full.
        """
        with self._lock:
            allowed = self._quota.take()
        if not allowed:
            raise Refused(
                f"{self._limits.archives} runs were brought here within an hour, and no more "
                "are taken; try again later."
            )
        try:
            record = self._store.adopt(settings, events, fill)
        except OSError as error:
            raise Refused(NO_ROOM) from error
        self.make_room()
        return record.run

    def look(self, run: str) -> Snapshot | None:
        """What is known of a run; nothing if there is no such run."""
        record = self._store.get(run)
        return record.snapshot() if record else None

    def folder(self, run: str) -> Path:
        """Where the networks of a run are saved."""
        return self._store.folder(run)

    def place(self, run: str) -> int:
        """Place in the queue: 1 is next, 0 is not waiting."""
        with self._lock:
            waiting = [record.run for record in self._queue]
        return waiting.index(run) + 1 if run in waiting else 0

    def steer(self, run: str, command: Command) -> None:
        """Pause, resume or stop a run; does nothing to a run for which it makes no sense."""
        with self._lock:
            record = self._store.get(run)
            if record is None:
                return
            if command == "stop" and record in self._queue:
                self._queue.remove(record)
                self._set(record, "stopped", "Taken out of the queue before it began.")
            elif record is self._active and record.snapshot().state in MAY[command]:
                self._set(record, NEW_STATE[command])
                self._paused_since = time.monotonic()
                self._send({"do": command})

    def more(self, run: str, epochs: int) -> None:
        """Train `epochs` more; 0 takes up a stopped run where it stands.

        Raises `Refused` if the run has no saved networks to go on from or would grow too long.
        """
        with self._lock:
            record = self._store.get(run)
            if record is None:
                raise Refused("There is no such run on this server any more.")
            now = record.snapshot()
            target = now.settings.epochs + epochs
            if target > RANGES["epochs"].high:
                raise Refused(f"A run has at most {RANGES['epochs'].high:.0f} epochs.")
            if now.over and not self._store.can_go_on(now):
                raise Refused("This run left no networks to go on from; start a new one.")
            record.append({"type": "epochs", "epochs": target})
            if record is self._active:
                self._send({"do": "more", "epochs": epochs})
            elif now.over:
                self._enqueue(record)

    def can_go_on(self, run: str) -> bool:
        """Whether the run is over and left networks to go on from."""
        now = self.look(run)
        return now is not None and self._store.can_go_on(now)

    def warm_up(self) -> None:
        """Have a worker ready before it is needed."""
        with self._lock:
            if self._worker is None:
                self._worker = self._make_worker(self._hear, self._gone)
            self._idle_since = time.monotonic()

    def tidy(self) -> None:
        """End a worker or a pause that has lasted too long; remove runs that were put away."""
        with self._lock:
            self._end_a_long_pause()
            ended = self._end_an_idle_worker()
        if ended:
            rest()
        self._store.empty()

    def make_room(self) -> None:
        """Remove runs from disk that have had their time, and forget records nobody looks at."""
        with self._lock:
            self._put_away()
        self._store.empty()

    def close(self) -> None:
        """End the worker; runs in the queue stay there unrun."""
        with self._lock:
            self._queue.clear()
            self._active = None
            self._close_worker()

    def _end_an_idle_worker(self) -> bool:
        idle = time.monotonic() - self._idle_since
        if self._worker is None or self._active or idle <= self._limits.idle_seconds:
            return False
        self._close_worker()
        return True

    def _end_a_long_pause(self) -> None:
        if self._active is None or not self._queue:
            return
        now, waited = self._active.snapshot(), time.monotonic() - self._paused_since
        if now.state == "paused" and waited > self._limits.pause_seconds:
            self.steer(now.run, "stop")

    def _put_away(self) -> None:
        busy = [*self._queue, *([self._active] if self._active else [])]
        self._store.make_room({record.run for record in busy})

    def _enqueue(self, record: Record) -> None:
        self._set(record, "queued")
        self._queue.append(record)
        self._dispatch()

    def _dispatch(self) -> None:
        if self._active is not None or not self._queue:
            return
        self._active = record = self._queue.pop(0)
        self._set(record, "starting")
        self.warm_up()
        settings = record.snapshot().settings
        self._epochs_sent = settings.epochs
        self._networks_trained += len(settings.models)
        self._send({"do": "train", "settings": settings.as_dict(), "folder": str(record.folder)})

    def _hear(self, event: Event) -> None:
        with self._lock:
            record = self._active
            if record is None or event["type"] == "ready":
                return
            if event["type"] == "progress" and record.snapshot().state == "starting":
                self._set(record, "running")
            if event["type"] == "state":
                self._end(record, event)
            else:
                record.append(event)

    def _end(self, record: Record, event: Event) -> None:
        if event["state"] != "finished" or not self._missed_a_request(record.snapshot()):
            record.append(event)
        elif record.snapshot().state == "stopping":
            self._set(record, "stopped")
        else:
            self._set(record, "queued")
            self._queue.insert(0, record)
        self._next()

    def _missed_a_request(self, now: Snapshot) -> bool:
        """Whether the run was made longer when its worker had just ended."""
        asked = now.settings.epochs
        ended = [result.epochs for result in now.results.values()]
        # A worker that was told and did less would do so again, for ever.
        return asked > self._epochs_sent and any(epochs < asked for epochs in ended)

    def _next(self) -> None:
        self._active = None
        self._put_away()
        self._idle_since = time.monotonic()
        if self._networks_trained >= self._limits.networks_per_worker:
            self._close_worker()
        self._dispatch()

    def _gone(self, worker: Worker, why: str) -> None:
        with self._lock:
            if worker is not self._worker:
                return
            self._worker = None
            self._networks_trained = 0
            if self._active is not None:
                self._set(self._active, "failed", why)
                self._next()

    def _close_worker(self) -> None:
        worker, self._worker = self._worker, None
        self._networks_trained = 0
        if worker is not None:
            worker.close()

    def _send(self, command: dict[str, Any]) -> None:
        if self._worker is not None:
            self._worker.send(command)

    def _set(self, record: Record, state: str, message: str = "") -> None:
        record.append({"type": "state", "state": state, "message": message})


def keep_tidy(lab: Lab, every: float = 5.0) -> None:
    """Call `lab.tidy` every few seconds from a thread that ends with the process."""

    def tidy() -> None:
        while True:
            time.sleep(every)
            lab.tidy()

    threading.Thread(target=tidy, name="lab-tidy", daemon=True).start()
