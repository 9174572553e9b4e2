"""What a search tries next, and what it makes of what came back: the trials in its record.

All of it follows from the record, in the order of the trials' numbers.
"""

from collections.abc import Callable, Collection

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.events import RungTold, TrialBegun, TrialEnded, TrialState
from fmnist_app.experiments.search.halving import Ladder
from fmnist_app.experiments.search.record import SearchRecord, SearchSnapshot, Trial
from fmnist_app.experiments.search.sampler import Sampler
from fmnist_app.experiments.search.unit import Outcome, Unit
from fmnist_app.experiments.search.units import Units

DEFAULT = 0  # the trial that tries the default's own values


class Plan:
    """The trials of one search, asked for their next unit and told what came of it."""

    def __init__(self, record: SearchRecord, units: Units, say: Callable[[str], None]) -> None:
        """Stand where the record stands; `say` gets a line for each trial that is over."""
        self._record, self._units, self._say = record, units, say
        self._sampler = Sampler(record.now.task)
        self._told = 0  # trials that the sampler was told, the first so many
        self._ladder = _ladder(record.now)

    @property
    def now(self) -> SearchSnapshot:
        """What is known."""
        return self._record.now

    def take_up(self) -> None:
        """Stand where the record stands by now: with another budget, trials may climb again."""
        self._ladder = _ladder(self.now)

    def is_enough(self, *, late: bool) -> bool:
        """Whether nothing more is to be tried; `late` if the minutes are over."""
        now = self.now
        return late or (len(now.trials) >= now.budget.trials and not self._ladder.open)

    def next(self, busy: Collection[int], *, late: bool) -> tuple[int, Unit] | None:
        """The next rung of the trial with the lowest number that may climb, or a new trial's.

        Trials that can climb no further end here. `busy` are those that are being trained.
        """
        for number, verdict in self._ladder.verdicts(busy):
            if verdict == "prune":
                self.end(number, "pruned")
            elif not late:
                return number, self._unit(self.now.trials[number])
        while not late and self._may_propose():
            trial = self._propose()
            try:
                return trial.number, self._unit(trial)
            except LabError as error:  # values that do not go together, as pooling and kernel may
                self.end(trial.number, "failed", str(error))
        return None

    def take(self, number: int, unit: Unit, outcome: Outcome, spent: float) -> None:
        """Note what came of a rung, once; `spent` are the seconds of the search so far."""
        trial = self.now.trials[number]
        if trial.state != "running" or (trial.rungs and trial.epochs >= unit.epochs):
            return
        if outcome.ending != "done":
            self.end(number, "failed", outcome.reason)
            return
        self._record.append(
            RungTold(
                number,
                outcome.epochs,
                outcome.value,
                outcome.curve,
                outcome.seconds,
                outcome.parameters,
                round(spent, 1),
                outcome.by,
            )
        )
        self._ladder.climb(number, outcome.value)
        if outcome.over or unit.epochs >= self.now.task.epochs:
            self.end(number, "complete")

    def end(self, number: int, state: TrialState, reason: str = "") -> None:
        """End a trial; nothing goes on from its checkpoints any more."""
        self._record.append(TrialEnded(number, state, reason))
        self._ladder.end(number)
        trial = self.now.trials[number]
        for rung in trial.rungs:
            self._units.forget_checkpoint(self._rung(trial, rung.epochs, 0))
        found = f"{trial.value:.4f} after {trial.epochs}" if trial.rungs else reason
        self._say(f"trial {number}: {state}, {found}")

    def end_all(self) -> None:
        """End the trials that are under way, as the search is over."""
        for number in self._ladder.open:
            self.end(number, "unfinished", "The search had ended.")

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
        return self._rung(trial, self.now.task.rungs[len(trial.rungs)], trial.epochs)

    def _rung(self, trial: Trial, epochs: int, after: int) -> Unit:
        task = self.now.task
        settings = task.settings(trial.values)
        return Unit(settings, epochs, after, opens_test=False, data_sha256=task.data_sha256)


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
