"""The one executor that the service has at hand: made when needed, ended when idle or worn."""

import time
from collections.abc import Callable

from fmnist_app.lab.commands import Command, Export, Train
from fmnist_app.lab.executor import Executor
from fmnist_app.lab.limits import Limits


class Allocation:
    """An executor while there is work for it; its memory goes back when there is none.

    Its owner sees to it that one thread uses it at a time.
    """

    def __init__(self, make: Callable[[], Executor], limits: Limits) -> None:
        """No executor yet; `make` makes one."""
        self._make, self._limits = make, limits
        self._networks = 0  # that the executor has trained or exported
        self._idle_since = self._made_at = time.monotonic()
        self._ready = False
        self.current: Executor | None = None

    def acquire(self) -> Executor:
        """The executor, made anew if there is none."""
        if self.current is None:
            self._made_at, self._ready = time.monotonic(), False
            self.current = self._make()
        self._idle_since = time.monotonic()
        return self.current

    @property
    def loading(self) -> float | None:
        """For how many seconds the executor has been getting ready; None if none is."""
        if self.current is None or self._ready:
            return None
        return time.monotonic() - self._made_at

    def note_ready(self) -> None:
        """Note that the executor has said that it is ready."""
        self._ready = True

    def begin(self, command: Train | Export) -> None:
        """Have the run trained, or its networks exported."""
        self._networks += len(command.settings.models)
        self.acquire().send(command)

    def send(self, command: Command) -> None:
        """Pass on a command for the run that has its turn."""
        if self.current is not None:
            self.current.send(command)

    def end_turn(self) -> None:
        """Note that a run has ended; an executor that has trained many is not used again."""
        self._idle_since = time.monotonic()
        if self._networks >= self._limits.networks_per_worker:
            self.release()

    def release_idle(self) -> bool:
        """End an executor that has had nothing to do for long; whether there was one."""
        idle = time.monotonic() - self._idle_since
        if self.current is None or idle <= self._limits.idle_seconds:
            return False
        self.release()
        return True

    def release(self) -> None:
        """End the executor."""
        executor, self.current = self.current, None
        self._networks = 0
        if executor is not None:
            executor.close()

    def lose(self, executor: Executor) -> bool:
        """Note that an executor is gone; false if it had been released before."""
        lost = executor is self.current
        if lost:
            self.current = None
            self._networks = 0
        return lost
