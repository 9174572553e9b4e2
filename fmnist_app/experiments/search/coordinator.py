"""The coordinator of a search: asks Optuna, hands units to a crew, and writes the record alone.

What comes next follows from the record, so that one that was killed is taken up by another.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.comparison import missing, unit_of
from fmnist_app.experiments.search.crew import Crew
from fmnist_app.experiments.search.events import (
    Became,
    Chosen,
    Granted,
    Role,
    RungTold,
    SearchState,
    Tested,
    TrialBegun,
    TrialEnded,
    Weighed,
)
from fmnist_app.experiments.search.halving import Ladder
from fmnist_app.experiments.search.importances import FEWEST, importances_apart
from fmnist_app.experiments.search.record import SearchRecord, SearchSnapshot, Trial
from fmnist_app.experiments.search.sampler import Sampler
from fmnist_app.experiments.search.unit import Outcome, Unit
from fmnist_app.experiments.search.units import Units
from fmnist_app.experiments.search.view import SearchNow, WorkerNow, write_now
from fmnist_app.experiments.search.wishes import Wishes, read_wishes

TICK = 0.3  # seconds between two looks at what is wanted
TELL_EVERY = 1.0  # seconds between two tellings of what the workers do
MOST_KILLS = 3  # of its training process, until a trial has failed
# A short pause is cheap to come back from; in a longer one, others may need the memory.
RELEASE_AFTER = 60.0
DEFAULT = 0  # the trial that tries the default's own values


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
        self._sampler = Sampler(record.now.task)
        self._ladder = _ladder(record.now)
        self._told = 0  # trials that the sampler was told, the first so many
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
            self._ladder = _ladder(self.now)
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
            return self._next_rung() or self._end_if_over()
        busy = {(asked.role, asked.seed) for _, asked in self._doing.values()}
        for role, seed in missing(self.now):
            if (role, seed) not in busy:
                return unit_of(self.now, role, seed), Asked(role=role, seed=seed)
        return None

    def _end_if_over(self) -> tuple[Unit, Asked] | None:
        if self._doing or not self._is_enough():
            return None
        self._end_search()
        return self._next()

    def _next_rung(self) -> tuple[Unit, Asked] | None:
        """The next rung of the trial with the lowest number that may climb, or a new trial's."""
        late = self._clock.minutes >= self.now.budget.minutes
        busy = {one.trial for _, one in self._doing.values() if one.trial is not None}
        for number, verdict in self._ladder.verdicts(busy):
            if verdict == "prune":
                self._end_trial(number, "pruned")
            elif not late:
                return self._unit(self.now.trials[number]), Asked(trial=number)
        while not late and self._may_propose():
            trial = self._propose()
            try:
                return self._unit(trial), Asked(trial=trial.number)
            except LabError as error:  # values that do not go together, as pooling and kernel may
                self._end_trial(trial.number, "failed", str(error))
        return None

    def _may_propose(self) -> bool:
        number, known = len(self.now.trials), self.now.trials
        if number >= self.now.budget.trials:
            return False
        while self._told <= number - self.now.task.window:
            if known[self._told].state == "running":
                return False
            self._sampler.tell(known[self._told])
            self._told += 1
        return True

    def _propose(self) -> Trial:
        number, task = len(self.now.trials), self.now.task
        values = task.default_values if number == DEFAULT else self._sampler.propose(number)
        self._record.append(TrialBegun(number, values))
        self._ladder.begin(number)
        return self.now.trials[number]

    def _unit(self, trial: Trial) -> Unit:
        task = self.now.task
        return Unit(
            task.settings(trial.values), task.rungs[len(trial.rungs)], trial.epochs,
            opens_test=False, data_sha256=task.data_sha256,
        )  # fmt: skip

    def _is_enough(self) -> bool:
        now = self.now
        late = self._clock.minutes >= now.budget.minutes
        return late or (len(now.trials) >= now.budget.trials and not self._ladder.open)

    # What came of it

    def _take(self, unit: Unit, outcome: Outcome) -> None:
        _, asked = self._doing.pop(unit.key)
        if outcome.ending == "killed":
            outcome = self._after_a_kill(unit, outcome)
        if outcome.ending == "lost" or not self._kept(unit, outcome):
            return
        if asked.trial is not None:
            self._take_rung(asked.trial, unit, outcome)
        elif asked.role and asked.seed is not None:
            self._take_test(asked.role, asked.seed, outcome)

    def _after_a_kill(self, unit: Unit, outcome: Outcome) -> Outcome:
        """As if lost, and begun anew; or a failure, if its process was killed often enough."""
        self._killed[unit.key] = self._killed.get(unit.key, 0) + 1
        again = self._killed[unit.key] < MOST_KILLS
        return replace(outcome, ending="lost" if again else "failed")

    def _kept(self, unit: Unit, outcome: Outcome) -> bool:
        """Keep the outcome; where the disk does not take it, the search waits until it does."""
        while self._go_on() and read_wishes(self._record.folder).state != "stop":
            try:
                self._units.keep(unit, outcome)
            except OSError as error:
                self._say(f"The disk does not take what was found: {error.strerror}. Waiting.")
                time.sleep(TICK * 10)
            else:
                return True
        return False

    def _take_rung(self, number: int, unit: Unit, outcome: Outcome) -> None:
        trial = self.now.trials[number]
        if trial.state != "running" or (trial.rungs and trial.epochs >= unit.epochs):
            return
        if outcome.ending != "done":
            self._end_trial(number, "failed", outcome.reason)
            return
        self._record.append(
            RungTold(
                number, outcome.epochs, outcome.value, outcome.curve, outcome.seconds,
                outcome.parameters, round(self._clock.seconds, 1), outcome.by,
            )
        )  # fmt: skip
        self._ladder.climb(number, outcome.value)
        if outcome.over or unit.epochs >= self.now.task.epochs:
            self._end_trial(number, "complete")

    def _end_trial(self, number: int, state: str, reason: str = "") -> None:
        self._record.append(TrialEnded(number, state, reason))  # type: ignore[arg-type]
        self._ladder.end(number)
        trial, task = self.now.trials[number], self.now.task
        for rung in trial.rungs:
            unit = Unit(
                task.settings(trial.values), rung.epochs, 0,
                opens_test=False, data_sha256=task.data_sha256,
            )  # fmt: skip
            self._units.forget_checkpoint(unit)
        found = f"{trial.value:.4f} after {trial.epochs}" if trial.rungs else reason
        self._say(f"trial {number}: {state}, {found}")

    def _take_test(self, role: Role, seed: int, outcome: Outcome) -> None:
        if outcome.ending != "done" or outcome.test_accuracy is None:
            self._become("failed", f"Training the {role} anew failed. {outcome.reason}")
            raise SearchFailedError(self.now.message)
        loss = outcome.test_loss or 0.0
        self._record.append(Tested(role, seed, outcome.test_accuracy, loss, outcome.seconds))
        self._say(f"{role}, seed {seed}: {outcome.test_accuracy:.4f} of the test pictures right")

    def _end_search(self) -> None:
        """Choose the winner, and say what each setting counts for."""
        for number in list(self._ladder.open):
            self._end_trial(number, "unfinished", "The search had ended.")
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

    def _seen(self, view: object) -> WorkerNow:
        name, key = getattr(view, "name", ""), getattr(view, "key", "")
        if key not in self._doing:
            return WorkerNow(name)
        asked = self._doing[key][1]
        return WorkerNow(
            name, asked.trial, asked.role or "", asked.seed,
            getattr(view, "epochs", 0.0), getattr(view, "wanted", 0),
        )  # fmt: skip


class SearchFailedError(LabError):
    """A search cannot go on; its record says why."""


def _ladder(now: SearchSnapshot) -> Ladder:
    """The rungs as the record has them."""
    ladder = Ladder(len(now.task.rungs))
    for trial in now.trials.values():
        ladder.begin(trial.number)
        for rung in trial.rungs:
            ladder.climb(trial.number, rung.value)
        if trial.state != "running":
            ladder.end(trial.number)
    return ladder


class Clock:
    """Seconds of searching, all sittings together, pauses left out."""

    def __init__(self, spent: float) -> None:
        """Go on from the seconds spent before."""
        self._spent, self._since = spent, time.monotonic()
        self.held = False

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return self._spent + (0.0 if self.held else time.monotonic() - self._since)

    @property
    def minutes(self) -> float:
        """The same in minutes."""
        return self.seconds / 60

    def hold(self) -> None:
        """Stand still."""
        self._spent, self.held = self.seconds, True

    def go_on(self) -> None:
        """Run again."""
        self._since, self.held = time.monotonic(), False
