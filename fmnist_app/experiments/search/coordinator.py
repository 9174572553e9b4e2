"""The coordinator of a search: asks Optuna, hands units to a crew, and writes the record alone.

What comes next follows from the record, so that one that was killed is taken up by another.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.clock import Clock
from fmnist_app.experiments.search.comparison import missing, unit_of
from fmnist_app.experiments.search.crew import Crew, WorkerView
from fmnist_app.experiments.search.events import (
    Became,
    Chosen,
    Granted,
    Role,
    SearchState,
    Tested,
    Weighed,
)
from fmnist_app.experiments.search.importances import FEWEST, importances_apart
from fmnist_app.experiments.search.plan import Plan
from fmnist_app.experiments.search.record import SearchRecord, SearchSnapshot
from fmnist_app.experiments.search.unit import Outcome, Unit
from fmnist_app.experiments.search.units import Units
from fmnist_app.experiments.search.view import SearchNow, WorkerNow, write_now
from fmnist_app.experiments.search.wishes import Wishes, read_wishes

TICK = 0.3  # seconds between two looks at what is wanted
TELL_EVERY = 1.0  # seconds between two tellings of what the workers do
MOST_KILLS = 3  # of its training process, until a trial has failed
# A short pause is cheap to come back from; in a longer one, others may need the memory.
RELEASE_AFTER = 60.0


@dataclass(frozen=True)
class Asked:
    """What a unit is for: a trial, or a training anew in a role on a seed."""

    trial: int | None = None
    role: Role | None = None
    seed: int | None = None


class Coordinator:
    """Carries one search out, from wherever its record stands."""

    def __init__(
        self,
        record: SearchRecord,
        crew: Crew,
        say: Callable[[str], None],
        go_on: Callable[[], bool] = lambda: True,
        weigh: Callable[[Path], dict[str, float]] = importances_apart,
    ) -> None:
        """Have the crew do what is missing in `record`; `say` gets a line for what is found.

        Where `go_on` says no, all is left as it is, to be taken up later. `weigh` says of the
        search in a folder what each setting counts for.
        """
        self._weigh = weigh
        self._record, self._crew, self._say, self._go_on = record, crew, say, go_on
        self._units = Units(record.folder / "units")
        self._plan = Plan(record, self._units, say)
        self._doing: dict[str, tuple[Unit, Asked]] = {}
        self._killed: dict[str, int] = {}
        self._clock = Clock(record.now.spent)
        self._wishes = Wishes()
        self._told_at = self._held_at = 0.0

    @property
    def now(self) -> SearchSnapshot:
        """What is known."""
        return self._record.now

    def run(self) -> SearchSnapshot:
        """Search, choose, compare; returns what is known when that is done, stopped or left."""
        try:
            if self._searches():
                self._become("running")
            while self._go_on() and self._turn():
                pass
        finally:
            self._crew.close()
            write_now(self._record.folder, SearchNow(at=0.0))
        return self.now

    def _searches(self) -> bool:
        return self.now.chosen is None

    def _turn(self) -> bool:
        """One look at everything; whether there is more to do."""
        self._heed()
        if self._wishes.state == "stop":
            self._stop()
        if self._wishes.state != "run" or self._wishes.yields:
            if self._wishes.state == "stop":
                return False
        else:
            self._hand_out()
            if not self._doing and not self._searches() and not missing(self.now):
                if self.now.winner is not None:
                    self._become("finished")
                return False
        for unit, outcome in self._crew.done(TICK):
            self._take(unit, outcome)
        self._tell()
        return True

    # What is wanted

    def _heed(self) -> None:
        self._wishes = read_wishes(self._record.folder)
        if self._wishes.budget and self._wishes.budget != self.now.budget:
            self._record.append(Granted(self._wishes.budget))
            self._plan.take_up()
        held = self._wishes.state == "pause" or self._wishes.yields
        if held and not self._clock.held:
            self._crew.hold()
            self._clock.hold()
            self._held_at = time.monotonic()
        if self._clock.held and time.monotonic() - self._held_at > RELEASE_AFTER:
            self._crew.release()
            self._held_at = math.inf
        if not held and self._clock.held:
            self._crew.go_on()
            self._clock.go_on()
        if self._wishes.state == "pause" and self.now.state != "paused":
            self._become("paused")
        if self._wishes.state == "run" and self.now.state == "paused":
            self._become("running" if self._searches() else "comparing")

    def _stop(self) -> None:
        if self._searches():
            self._end_search()
        self._become("stopped", "Stopped before the end; what was found is kept.")

    # What comes next

    def _hand_out(self) -> None:
        while self._crew.room() > 0:
            found = self._next()
            if found is None:
                return
            unit, asked = found
            if before := self._units.find(unit):
                self._doing[unit.key] = found
                self._take(unit, before)
                continue
            self._doing[unit.key] = (unit, asked)
            self._crew.begin(unit, self._units.checkpoint(unit))

    def _next(self) -> tuple[Unit, Asked] | None:
        if self._searches():
            trials = {one.trial for _, one in self._doing.values() if one.trial is not None}
            if found := self._plan.next(trials, late=self._late):
                return found[1], Asked(trial=found[0])
            return self._end_if_over()
        busy = {(asked.role, asked.seed) for _, asked in self._doing.values()}
        for role, seed in missing(self.now):
            if (role, seed) not in busy:
                return unit_of(self.now, role, seed), Asked(role=role, seed=seed)
        return None

    def _end_if_over(self) -> tuple[Unit, Asked] | None:
        if self._doing or not self._plan.is_enough(late=self._late):
            return None
        self._end_search()
        return self._next()

    @property
    def _late(self) -> bool:
        return self._clock.minutes >= self.now.budget.minutes

    # What came of it

    def _take(self, unit: Unit, outcome: Outcome) -> None:
        _, asked = self._doing.pop(unit.key)
        if outcome.ending == "killed":
            outcome = self._after_a_kill(unit, outcome)
        if outcome.ending == "lost" or not self._kept(unit, outcome):
            return
        if asked.trial is not None:
            self._plan.take(asked.trial, unit, outcome, self._clock.seconds)
        elif asked.role and asked.seed is not None:
            self._take_test(asked.role, asked.seed, outcome)

    def _after_a_kill(self, unit: Unit, outcome: Outcome) -> Outcome:
        """As if lost, and begun anew; or a failure, if its process was killed often enough."""
        self._killed[unit.key] = self._killed.get(unit.key, 0) + 1
        again = self._killed[unit.key] < MOST_KILLS
        return replace(outcome, ending="lost" if again else "failed")

    def _kept(self, unit: Unit, outcome: Outcome) -> bool:
        """Keep what was trained; where the disk does not take it, the search waits until it does.

        A failure is noted in the record, and may go better another time.
        """
        if outcome.ending == "failed":
            return True
        while self._go_on() and read_wishes(self._record.folder).state != "stop":
            try:
                self._units.keep(unit, outcome)
            except OSError as error:
                self._say(f"The disk does not take what was found: {error.strerror}. Waiting.")
                time.sleep(TICK * 10)
            else:
                return True
        return False

    def _take_test(self, role: Role, seed: int, outcome: Outcome) -> None:
        if outcome.ending != "done" or outcome.test_accuracy is None:
            self._become("failed", f"Training the {role} anew failed. {outcome.reason}")
            raise SearchFailedError(self.now.message)
        loss = outcome.test_loss or 0.0
        self._record.append(Tested(role, seed, outcome.test_accuracy, loss, outcome.seconds))
        self._say(f"{role}, seed {seed}: {outcome.test_accuracy:.4f} of the test pictures right")

    def _end_search(self) -> None:
        """Choose the winner, and say what each setting counts for."""
        self._plan.end_all()
        best = self.now.best
        self._record.append(Weighed(self._importances()))
        self._record.append(Chosen(best.number if best else None))
        if best is None:
            self._become("failed", "No trial came to an end that could be judged.")
        elif missing(self.now):
            self._become("comparing")

    def _importances(self) -> dict[str, float]:
        enough = sum(bool(trial.rungs) for trial in self.now.trials.values()) >= FEWEST
        return self._weigh(self._record.folder) if enough else {}

    # What is told

    def _become(self, state: SearchState, message: str = "") -> None:
        if (self.now.state, self.now.message) != (state, message):
            self._record.append(Became(state, message, round(self._clock.seconds, 1)))

    def _tell(self) -> None:
        if time.monotonic() - self._told_at < TELL_EVERY:
            return
        self._told_at = time.monotonic()
        workers = tuple(self._seen(view) for view in self._crew.workers())
        held = "yields" if self._wishes.yields else ""
        write_now(
            self._record.folder, SearchNow(workers, self._clock.seconds, held, at=time.time())
        )

    def _seen(self, view: WorkerView) -> WorkerNow:
        if view.key not in self._doing:
            return WorkerNow(view.name)
        asked = self._doing[view.key][1]
        return WorkerNow(
            view.name, asked.trial, asked.role or "", asked.seed, view.epochs, view.wanted
        )


class SearchFailedError(LabError):
    """A search cannot go on; its record says why."""
