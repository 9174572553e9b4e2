"""Doing units of work, one after the other, in a training process of one's own.

Here and on a Dask worker alike. The process is watched: one that says nothing for long, or takes
too much memory, is ended, and the unit has failed.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.core.process_memory import resident_megabytes
from fmnist_app.experiments.search.unit import Outcome, Unit
from fmnist_app.lab.commands import Climb, Pause, Resume
from fmnist_app.lab.events import Event, File, Message, StateChanged
from fmnist_app.lab.executor import Callbacks, Executor, ProcessExecutor
from fmnist_app.lab.files import take_in
from fmnist_app.training.points import Point, Progress, Result, ignore

RUN = "unit"
TICK = 0.5  # seconds between two looks at the process
UNITS_PER_PROCESS = 40  # each network leaves some 10 MB behind


@dataclass(frozen=True)
class Bounds:
    """What a training process may do: be silent for so long, take so much memory.

    It says something four times a second; loading TensorFlow and compiling take the longest.
    """

    silent_seconds: float = 180.0
    megabytes: float = 3_000.0


@dataclass(frozen=True)
class Doing:
    """What a worker does just now: epochs trained of those wanted."""

    epochs: float = 0.0
    wanted: int = 0


class LostError(Exception):
    """The process is gone, `by_itself` or because it was asked to; its work is to be done again."""

    def __init__(self, why: str, *, by_itself: bool = False) -> None:
        """Say why."""
        super().__init__(why)
        self.by_itself = by_itself


class Workshop:
    """Does units in a process that is made when needed; one thread at a time asks it to.

    Others may `pause`, `resume` and `close` it meanwhile, and look at what it is `doing`.
    """

    def __init__(
        self,
        name: str,
        cores: int | None = None,
        bounds: Bounds | None = None,
        make: Callable[[Callbacks, int | None], Executor] = ProcessExecutor,
    ) -> None:
        """Begin without a process; `name` is what it is called in outcomes."""
        self.name, self.doing = name, Doing()
        self._cores, self._bounds, self._make = cores, bounds or Bounds(), make
        self._executor: Executor | None = None
        self._done = 0
        self._said: queue.SimpleQueue[Event | LostError] = queue.SimpleQueue()
        self._tell: Callable[[float], object] = ignore
        self._paused = threading.Event()
        self._folder = Path()  # of the unit that is being done

    def do(
        self, unit: Unit, checkpoint: bytes | None, tell: Callable[[float], object] = ignore
    ) -> Outcome:
        """Train as the unit says, from the checkpoint on; never raises for what came of it.

        `tell` gets the epochs trained, now and then.
        """
        self._tell = tell
        with TemporaryDirectory(prefix="fmnist-search-", ignore_cleanup_errors=True) as folder:
            self._folder = Path(folder)
            outcome = self._do(unit, checkpoint)
        self.doing = Doing()
        return replace(outcome, by=self.name)

    def _do(self, unit: Unit, checkpoint: bytes | None) -> Outcome:
        files = NetworkFiles(self._folder, unit.settings.models[0])
        try:
            if checkpoint:
                files.checkpoint.write_bytes(checkpoint)
            outcome = self._outcome(unit, self._hear(unit, bool(checkpoint)))
            if outcome.ending == "done":
                outcome = replace(outcome, checkpoint=files.checkpoint.read_bytes())
        except LostError as error:
            outcome = Outcome("killed" if error.by_itself else "lost", str(error))
        except TimeoutError as error:
            self.close()
            outcome = Outcome("failed", str(error))
        except OSError as error:
            self.close()
            outcome = Outcome("lost", f"The disk of a worker takes no more: {error.strerror}.")
        return outcome

    def pause(self) -> None:
        """Hold what is being trained."""
        self._paused.set()
        if self._executor:
            self._executor.send(Pause(RUN))

    def resume(self) -> None:
        """Go on."""
        self._paused.clear()
        if self._executor:
            self._executor.send(Resume(RUN))

    def close(self) -> None:
        """End the process; a unit that it was at is lost."""
        executor, self._executor = self._executor, None
        self._done = 0
        if executor is not None:
            executor.close()

    def _hear(self, unit: Unit, goes_on: bool) -> list[Event]:
        """All that the process says of the unit."""
        if self._done >= UNITS_PER_PROCESS:
            self.close()
        executor = self._executor or self._new_process()
        while not self._said.empty():
            self._said.get()
        self._done += 1
        name = NetworkFiles(Path(), unit.settings.models[0]).checkpoint.name
        executor.send(
            Climb(
                RUN, unit.settings, unit.epochs, unit.opens_test, unit.data_sha256,
                (name,) if goes_on else (),
            )
        )  # fmt: skip
        if self._paused.is_set():
            executor.send(Pause(RUN))
        events: list[Event] = []
        while not (events and isinstance(events[-1], StateChanged)):
            event = self._next(executor)
            if isinstance(event, Progress):
                self.doing = Doing(event.step / unit.settings.steps_per_epoch, unit.epochs)
                self._tell(self.doing.epochs)
            else:
                events.append(event)
        return events

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
                raise TimeoutError(
                    f"Its training said nothing for {self._bounds.silent_seconds:.0f} seconds, and "
                    "was ended."
                )

    def _weigh(self, executor: Executor) -> None:
        pid = getattr(executor, "pid", None)
        taken = resident_megabytes(pid) if pid else 0.0
        if taken > self._bounds.megabytes:
            raise TimeoutError(
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
            if message.run == RUN:
                said.put(message.event)

        def gone(executor: Executor, why: str) -> None:
            if executor is self._executor:
                self._executor = None
            said.put(LostError(why or "The training was ended.", by_itself=bool(why)))

        self._said = said
        self._executor = self._make(Callbacks(files, hear, keep, gone), self._cores)
        return self._executor

    def _outcome(self, unit: Unit, events: list[Event]) -> Outcome:
        ended = events[-1]
        points = [one for one in events if isinstance(one, Point) and one.kind == "epoch"]
        result = next((one for one in events if isinstance(one, Result)), None)
        if not isinstance(ended, StateChanged) or ended.state == "failed" or result is None:
            return Outcome("failed", getattr(ended, "message", ""))
        if ended.state != "finished":
            return Outcome(
                "diverged" if ended.state == "diverged" else "lost", ended.message,
                epochs=int(result.epochs), seconds=result.seconds,
            )  # fmt: skip
        return Outcome("done", **_figures(unit, result, points))


def _figures(unit: Unit, result: Result, points: list[Point]) -> dict[str, Any]:
    """What a finished unit leaves in numbers."""
    curve = {round(point.epoch): round(point.val_accuracy, 6) for point in points}
    epochs = round(result.epochs)
    return {
        # Weights that came back from an earlier rung had the value that was told there.
        "value": curve.get(result.kept_epoch or epochs, max(curve.values(), default=0.0)),
        "curve": tuple(value for at, value in sorted(curve.items()) if at > unit.after),
        "epochs": epochs,
        "seconds": round(result.seconds, 2),
        "parameters": result.parameters,
        "over": epochs < unit.epochs,
        "test_accuracy": result.test_accuracy,
        "test_loss": result.test_loss,
    }  # fmt: skip
