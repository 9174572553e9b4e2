"""Whoever does the units: the seam to one training process here, or to many on other machines."""

import queue
import threading
from dataclasses import dataclass
from typing import Protocol

from fmnist_app.experiments.search.unit import Outcome, Unit
from fmnist_app.experiments.search.work import Workshop


@dataclass(frozen=True)
class WorkerView:
    """A worker as it is seen: its name, the key of the unit it does, and how far that is."""

    name: str
    key: str = ""
    epochs: float = 0.0
    wanted: int = 0


class Crew(Protocol):
    """What does units side by side; safe to be asked from one thread."""

    def room(self) -> int:
        """How many more units it would begin at once."""

    def begin(self, unit: Unit, checkpoint: bytes | None) -> None:
        """Have a unit done."""

    def done(self, timeout: float) -> list[tuple[Unit, Outcome]]:
        """The units done since the last time; waits for one, but not longer than `timeout`."""

    def workers(self) -> list[WorkerView]:
        """All workers, as far as they are known."""

    def hold(self) -> None:
        """Train no further for now."""

    def release(self) -> None:
        """Give back the memory of what is held; what was under way is begun anew."""

    def go_on(self) -> None:
        """Train on."""

    def close(self) -> None:
        """End all that is going on; units that were begun are not done."""


class LocalCrew:
    """One training process on this machine; nothing to install, one unit at a time."""

    def __init__(self, workshop: Workshop | None = None) -> None:
        """Begin without a process."""
        self._workshop = workshop or Workshop("this machine")
        self._asked: queue.SimpleQueue[tuple[Unit, bytes | None] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Unit, Outcome]] = queue.SimpleQueue()
        self._doing: Unit | None = None
        threading.Thread(target=self._work, name="search-unit", daemon=True).start()

    def room(self) -> int:
        """One, or none."""
        return 0 if self._doing else 1

    def begin(self, unit: Unit, checkpoint: bytes | None) -> None:
        """Have a unit done."""
        self._doing = unit
        self._asked.put((unit, checkpoint))

    def done(self, timeout: float) -> list[tuple[Unit, Outcome]]:
        """The unit that was done since the last time."""
        try:
            found = self._done.get(timeout=timeout)
        except queue.Empty:
            return []
        self._doing = None
        return [found]

    def workers(self) -> list[WorkerView]:
        """The one."""
        unit, doing = self._doing, self._workshop.doing
        if unit is None:
            return [WorkerView(self._workshop.name)]
        return [WorkerView(self._workshop.name, unit.key, doing.epochs, unit.epochs)]

    def hold(self) -> None:
        """Hold the training."""
        self._workshop.pause()

    def release(self) -> None:
        """End the process, which is made anew when there is something to do."""
        self._workshop.close()

    def go_on(self) -> None:
        """Train on."""
        self._workshop.resume()

    def close(self) -> None:
        """End the process."""
        self._asked.put(None)
        self._workshop.close()

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            self._done.put((asked[0], self._workshop.do(*asked)))
        self._workshop.close()
