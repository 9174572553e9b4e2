"""The executors that the service has at hand: made when needed, ended when idle or worn."""

import time
from collections.abc import Callable

from fmnist_app.lab.commands import Command, Export, Train
from fmnist_app.lab.executor import Callbacks, Executor
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
        self.taken = False  # by a turn

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
        self.taken = False
        self._idle_since = time.monotonic()
        if self._networks >= self._limits.networks_per_worker:
            self.release()

    def release_idle(self) -> bool:
        """End an executor that has had nothing to do for long; whether there was one."""
        idle = time.monotonic() - self._idle_since
        if self.taken or self.current is None or idle <= self._limits.idle_seconds:
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


class Pool:
    """One allocation for each run that trains at the same time."""

    def __init__(
        self, make: Callable[[Allocation], Executor], limits: Limits, slots: Callable[[], int]
    ) -> None:
        """Begin with none; `slots` says how many more runs may begin beside those that train."""
        self._make, self._limits, self._slots = make, limits, slots
        self.all: list[Allocation] = []

    def has_room(self) -> bool:
        """Whether another run may begin."""
        return self._slots() > 0

    def take(self) -> Allocation:
        """An allocation for a turn: one that has an executor already, if one is free."""
        free = sorted((one for one in self.all if not one.taken), key=lambda one: not one.current)
        found = free[0] if free else self._new()
        found.taken = True
        return found

    def warm_up(self) -> None:
        """Have an executor ready before it is needed."""
        if not self.all:
            self._new()
        if not any(one.taken for one in self.all):
            self.all[0].acquire()

    @property
    def busy(self) -> int:
        """How many runs train."""
        return sum(one.taken for one in self.all)

    @property
    def loading(self) -> float | None:
        """For how many seconds an executor has been getting ready; None if none is."""
        found = [one.loading for one in self.all if one.loading is not None]
        return min(found, default=None)

    def release_idle(self) -> bool:
        """End executors that have had nothing to do for long; whether there were any."""
        released = [one for one in self.all if one.release_idle()]
        return bool(released)

    def release(self) -> None:
        """End all executors."""
        for one in self.all:
            one.taken = False
            one.release()

    def lose(self, executor: Executor) -> Allocation | None:
        """Whose executor is gone; None if it had been released before."""
        return next((one for one in self.all if one.lose(executor)), None)

    def _new(self) -> Allocation:
        made: Allocation = Allocation(lambda: self._make(made), self._limits)
        self.all.append(made)
        return made


MakeExecutor = Callable[[Callbacks], Executor]
