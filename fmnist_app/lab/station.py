"""A training process that is watched, for whoever has one job after the other done by it.

Of a search's units and of runs on other machines alike. A process that says nothing for long, or
takes too much memory, is ended.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fmnist_app.core.process_memory import resident_megabytes
from fmnist_app.lab.commands import Climb, Command, Export, Pause, Resume, Train
from fmnist_app.lab.events import Event, File, Message, StateChanged
from fmnist_app.lab.executor import Callbacks, Executor, ProcessExecutor
from fmnist_app.lab.files import take_in

TICK = 0.5  # seconds between two looks at the process
JOBS_PER_PROCESS = 40  # each network leaves some 10 MB behind


@dataclass(frozen=True)
class Bounds:
    """What a training process may do: be silent for so long, take so much memory.

    It says something four times a second; loading TensorFlow and compiling take the longest.
    """

    silent_seconds: float = 180.0
    megabytes: float = 3_000.0


class LostError(Exception):
    """The process is gone, `by_itself` or because it was asked to; its work is to be done again."""

    def __init__(self, why: str, *, by_itself: bool = False) -> None:
        """Say why."""
        super().__init__(why)
        self.by_itself = by_itself


class OverBoundsError(Exception):
    """The process was ended, as it was silent for too long or too large; says so in a sentence."""


class Station:
    """Has jobs done by a process that is made when needed; one thread at a time asks it to.

    Others may `send` commands for the job that is being done, and `close` it, meanwhile.
    """

    def __init__(
        self,
        cores: int | None = None,
        bounds: Bounds | None = None,
        make: Callable[[Callbacks, int | None], Executor] = ProcessExecutor,
    ) -> None:
        """Begin without a process, which is to compute on so many `cores`."""
        self._cores, self._bounds, self._make = cores, bounds or Bounds(), make
        self._executor: Executor | None = None
        self._done = 0
        self._said: queue.SimpleQueue[Event | LostError] = queue.SimpleQueue()
        self._paused = threading.Event()
        self._folder = Path()  # of the job that is being done

    def do(
        self, job: Train | Climb | Export, folder: Path, hear: Callable[[Event], object]
    ) -> StateChanged:
        """Have a job done from the files in `folder`, where it leaves its own; returns its end.

        `hear` gets all that is said of it meanwhile but for files, which are there once it ends.
        Raises `LostError` and `OverBoundsError`, and OSError where the disk takes no more.
        """
        if self._done >= JOBS_PER_PROCESS:
            self.close()
        self._folder = folder
        executor = self._executor or self._new_process()
        while not self._said.empty():
            self._said.get()
        self._done += 1
        executor.send(job)
        if self._paused.is_set():
            executor.send(Pause(job.run))
        while not isinstance(event := self._next(executor), StateChanged):
            hear(event)
        return event

    def send(self, command: Command) -> None:
        """Pass on a command for the job that is being done."""
        if isinstance(command, Pause):
            self._paused.set()
        if isinstance(command, Resume):
            self._paused.clear()
        if executor := self._executor:
            executor.send(command)

    def go_on(self) -> None:
        """Let the next job begin unpaused."""
        self._paused.clear()

    def close(self) -> None:
        """End the process; a job that it was at is lost."""
        executor, self._executor = self._executor, None
        self._done = 0
        if executor is not None:
            executor.close()

    def _next(self, executor: Executor) -> Event:
        """The next event, or an error if none comes or the process grows too large."""
        silent_since = time.monotonic()
        while True:
            self._weigh(executor)
            with contextlib.suppress(queue.Empty):
                said = self._said.get(timeout=TICK)
                if isinstance(said, LostError):
                    raise said
                return said
            if self._paused.is_set():
                silent_since = time.monotonic()
            if time.monotonic() - silent_since > self._bounds.silent_seconds:
                self.close()
                raise OverBoundsError(
                    f"Its training said nothing for {self._bounds.silent_seconds:.0f} seconds, and "
                    "was ended."
                )

    def _weigh(self, executor: Executor) -> None:
        pid = getattr(executor, "pid", None)
        taken = resident_megabytes(pid) if pid else 0.0
        if taken > self._bounds.megabytes:
            self.close()
            raise OverBoundsError(
                f"Its training took {taken:,.0f} MB of memory, and was ended; expected at most "
                f"{self._bounds.megabytes:,.0f} MB."
            )

    def _new_process(self) -> Executor:
        """A process with a queue of its own: one that is gone has nothing to say any more."""
        said = queue.SimpleQueue[Event | LostError]()

        def files(_: str) -> Mapping[str, Path]:
            return {path.name: path for path in self._folder.iterdir() if path.name[0] != "."}

        def keep(_: str, file: File, path: Path) -> None:
            try:
                take_in(path, file, self._folder)
            except OSError as error:
                said.put(LostError(f"The disk of a worker takes no more: {error.strerror}."))

        def hear(message: Message) -> None:
            if message.run:  # and not of the process alone
                said.put(message.event)

        def gone(executor: Executor, why: str) -> None:
            if executor is self._executor:
                self._executor = None
            said.put(LostError(why or "The training was ended.", by_itself=bool(why)))

        self._said = said
        self._executor = self._make(Callbacks(files, hear, keep, gone), self._cores)
        return self._executor
