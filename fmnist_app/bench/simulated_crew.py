"""A crew of any size whose workers train nothing: they wait, by a clock that is only counted."""

import heapq
from collections.abc import Callable
from itertools import count

from fmnist_app.experiments.search.crew import WorkerView
from fmnist_app.experiments.search.unit import Outcome, Unit


class SimulatedCrew:
    """Hands units back in the order in which so many workers would have done them.

    `outcome` says what comes of a unit, the seconds that it takes among it.
    """

    def __init__(self, workers: int, outcome: Callable[[Unit], Outcome]) -> None:
        """Begin at second 0 with `workers` that have nothing to do."""
        self.seconds = 0.0
        self.begun: list[Unit] = []
        self._workers, self._outcome = workers, outcome
        self._turns = count()
        self._doing: list[tuple[float, int, Unit, Outcome]] = []

    def room(self) -> int:
        """Workers with nothing to do."""
        return self._workers - len(self._doing)

    def begin(self, unit: Unit, checkpoint: bytes | None) -> None:  # noqa: ARG002 - nothing trains
        """Begin a unit now."""
        self.begun.append(unit)
        outcome = self._outcome(unit)
        ends = self.seconds + outcome.seconds
        heapq.heappush(self._doing, (ends, next(self._turns), unit, outcome))

    def done(self, timeout: float) -> list[tuple[Unit, Outcome]]:  # noqa: ARG002 - nobody waits
        """The unit that ends next."""
        if not self._doing:
            return []
        self.seconds, _, unit, outcome = heapq.heappop(self._doing)
        return [(unit, outcome)]

    def workers(self) -> list[WorkerView]:
        """None that could be seen."""
        return []

    def hold(self) -> None:
        """Nobody is held."""

    def release(self) -> None:
        """Nobody has memory to give back."""

    def go_on(self) -> None:
        """Nobody was held."""

    def close(self) -> None:
        """Nothing is to be given back."""
