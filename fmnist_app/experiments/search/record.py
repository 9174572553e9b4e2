"""The record of a search: facts in a file that only grows, folded into what is known now."""

import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.events import (
    EVENTS,
    OVER,
    Asked,
    Became,
    Chosen,
    Granted,
    Role,
    RungTold,
    SearchEvent,
    SearchState,
    Tested,
    TrialBegun,
    TrialEnded,
    TrialState,
    Weighed,
)
from fmnist_app.experiments.search.task import Budget, SearchTask, TaskError
from fmnist_app.lab.journal import Journal

VERSION = 1
FILE = "search.jsonl"
FEWEST = 3  # trials that say how long others may take


class SearchRecordError(LabError):
    """A search on disk that cannot be read back, or that the disk does not take."""


@dataclass(frozen=True)
class Trial:
    """One trial: the values it tries, the rungs it has climbed, and how it ended."""

    number: int
    values: Mapping[str, Any]
    rungs: tuple[RungTold, ...] = ()
    state: TrialState = "running"
    reason: str = ""

    @property
    def epochs(self) -> int:
        """Epochs trained so far."""
        return self.rungs[-1].epochs if self.rungs else 0

    @property
    def value(self) -> float | None:
        """The validation accuracy at the last rung; None before the first."""
        return self.rungs[-1].value if self.rungs else None

    @property
    def curve(self) -> tuple[float, ...]:
        """The validation accuracy after each epoch."""
        return tuple(value for rung in self.rungs for value in rung.curve)

    @property
    def seconds(self) -> float:
        """Seconds of training."""
        return sum(rung.seconds for rung in self.rungs)

    @property
    def rank(self) -> tuple[int, float]:
        """What makes one better than another: more epochs survived, then the accuracy there."""
        return len(self.rungs), self.value or 0.0


@dataclass(frozen=True)
class SearchSnapshot:
    """What the record says so far.

    `trials` grows in place as more is told, for copying 10,000 of them each time would take longer
    than to ask and tell; whoever watches a search reads its record for themselves.
    """

    task: SearchTask
    budget: Budget
    trials: dict[int, Trial] = field(default_factory=dict)
    chosen: Chosen | None = None
    tested: tuple[Tested, ...] = ()
    test_openings: int = 0
    importances: Mapping[str, float] = field(default_factory=dict)
    state: SearchState = "running"
    message: str = ""
    spent: float = 0.0

    @property
    def over(self) -> bool:
        """Whether nothing more will come unless someone asks for it."""
        return self.state in OVER

    @property
    def ended(self) -> list[Trial]:
        """The trials that are over, in order."""
        return [trial for trial in self.trials.values() if trial.state != "running"]

    @property
    def best(self) -> Trial | None:
        """The best trial so far, the default among them; the earlier of equals."""
        tried = [one for one in self.trials.values() if one.rungs and one.state != "failed"]
        return max(tried, key=lambda one: (*one.rank, -one.number), default=None)

    @property
    def winner(self) -> Trial | None:
        """The trial that won, once the search is over."""
        number = self.chosen.number if self.chosen else None
        return None if number is None else self.trials[number]

    def after(self, event: SearchEvent) -> "SearchSnapshot":
        """What is known once `event` was told too; a fact told twice is known once."""
        changes: dict[str, Any] = {}
        match event:
            case Granted(budget):
                changes = self._taken_up(budget)
            case TrialBegun(number, values):
                changes = self._with(Trial(number, values))
            case RungTold(number) if event.epochs > self.trials[number].epochs:
                trial = self.trials[number]
                changes = self._with(replace(trial, rungs=(*trial.rungs, event)))
                changes["spent"] = event.spent
            case TrialEnded(number, state, reason):
                changes = self._with(replace(self.trials[number], state=state, reason=reason))
            case Chosen():
                changes = {"chosen": event}
            case Tested() if (event.role, event.seed) not in self.known_tests:
                opened = self.test_openings + 1
                changes = {"tested": (*self.tested, event), "test_openings": opened}
            case Weighed(importances):
                changes = {"importances": importances}
            case Became(state, message, spent):
                spent = max(spent, self.spent)
                changes = {"state": state, "message": message, "spent": spent}
        return replace(self, **changes)

    @property
    def known_tests(self) -> set[tuple[Role, int]]:
        """Which trainings anew are done."""
        return {(one.role, one.seed) for one in self.tested}

    def _taken_up(self, budget: Budget) -> dict[str, Any]:
        """The search with another budget; one that had its winner looks for a better one."""
        trials = {
            number: replace(trial, state="running", reason="")
            if trial.state == "unfinished"
            else trial
            for number, trial in self.trials.items()
        }
        kept = tuple(one for one in self.tested if one.role == "default")
        return {"budget": budget, "trials": trials, "chosen": None, "tested": kept}

    def _with(self, trial: Trial) -> dict[str, Any]:
        self.trials[trial.number] = trial
        return {}


def seconds_left(now: SearchSnapshot) -> float | None:
    """How long the trials may take yet, by those that have ended; None before there are three."""
    done = len(now.ended)
    if done < FEWEST:
        return None
    by_trials = (now.budget.trials - done) * now.spent / done
    return max(0.0, min(by_trials, 60 * now.budget.minutes - now.spent))


class SearchRecord:
    """One search's events, written before they are known; one process at a time writes."""

    def __init__(self, folder: Path, now: SearchSnapshot) -> None:
        """A record kept in `folder`, of which `now` is known."""
        self.folder, self.now = folder, now
        self._journal = Journal(folder / FILE)
        self._lock = threading.Lock()

    @classmethod
    def create(cls, folder: Path, task: SearchTask, budget: Budget) -> "SearchRecord":
        """Start a record in `folder`, which is made; raises `SearchRecordError` if it cannot be."""
        made = not folder.exists()
        record = cls(folder, SearchSnapshot(task, budget))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            record._journal.append(EVENTS.encode(Asked(VERSION, task, budget)))
            if record._journal.kept:
                return record
        except OSError as error:
            raise SearchRecordError(
                f"A search cannot be kept in {folder.name}: {error.strerror}."
            ) from error
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise SearchRecordError(f"There is no room for a search in {folder.name}.")

    @classmethod
    def read(cls, folder: Path) -> "SearchRecord":
        """Read a search back; a last line broken off in mid-writing is left out.

        Raises `SearchRecordError` if there is none that can be understood.
        """
        return cls(folder, read_search(folder / FILE))

    @classmethod
    def resume_or_create(cls, folder: Path, task: SearchTask, budget: Budget) -> "SearchRecord":
        """Go on with the search in `folder`, or start one; raises `TaskError` if it is another."""
        if not (folder / FILE).exists():
            return cls.create(folder, task, budget)
        record = cls.read(folder)
        window = record.now.task.window  # which decides the trials, however many workers go on
        if record.now.task != replace(task, window=window):
            raise TaskError(
                f"{folder.name} holds another search; choose another folder with --out, or remove "
                "it."
            )
        return record

    def append(self, event: SearchEvent) -> None:
        """Write an event down, and know it; what the disk does not take now is written later."""
        with self._lock:
            self._journal.append(EVENTS.encode(event))
            self.now = self.now.after(event)

    @property
    def kept(self) -> bool:
        """Whether all of it is on disk."""
        return self._journal.kept


def read_search(path: Path) -> SearchSnapshot:
    """What the record at `path` says; raises `SearchRecordError`."""
    try:
        lines = Journal(path).lines()
    except OSError as error:
        raise SearchRecordError(f"There is no search at {path.parent.name}.") from error
    except ValueError as error:
        raise SearchRecordError(_broken(path)) from error
    return folded(lines, path)


def folded(lines: list[str], path: Path) -> SearchSnapshot:
    """What the lines of a record say; `path` is where they are from."""
    try:
        first, *others = map(EVENTS.decode, lines)
        if not isinstance(first, Asked):
            raise SearchRecordError(_broken(path))
        if first.version != VERSION:
            raise SearchRecordError(
                f"The search in {path.parent.name} was written by another version of this app: "
                f"its form is {first.version}, expected {VERSION}."
            )
        now = SearchSnapshot(first.task, first.budget)
        for event in others:
            now = now.after(event)
    except (ValueError, TypeError, KeyError) as error:
        raise SearchRecordError(_broken(path)) from error
    except LabError as error:
        if isinstance(error, SearchRecordError):
            raise
        raise SearchRecordError(f"{_broken(path)} {error}") from error
    return now


def _broken(path: Path) -> str:
    return f"{path.name} in {path.parent.name} holds no search; expected what a search writes."
