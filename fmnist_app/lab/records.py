"""The record of one run: every point kept in memory and on disk, before anything is drawn."""

import shutil
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fmnist_app.core.errors import LabError
from fmnist_app.lab.events import EVENTS, OVER, Event, Extended, State, StateChanged, Submitted
from fmnist_app.lab.journal import Journal
from fmnist_app.training.points import Answers, Kernels, Point, Progress, Result, Started
from fmnist_app.training.settings import TrainingSettings

if TYPE_CHECKING:
    import pandas as pd

EVENTS_FILE = "events.jsonl"
Measured = TypeVar("Measured", Point, Answers)


class BrokenRecordError(LabError):
    """A run on disk cannot be read back."""


@dataclass(frozen=True)
class Snapshot:
    """What a record says at one moment; a value, safe to read while training goes on.

    `begun` is the first progress of each network since it began or went on, as `progress` is the
    latest. `kept` is false while the disk takes no more, and what came last is in memory only.
    """

    run: str
    settings: TrainingSettings
    state: State
    message: str
    points: tuple[Point, ...]
    results: Mapping[str, Result]
    progress: Mapping[str, Progress]
    test_openings: int
    kept: bool = True
    answers: tuple[Answers, ...] = ()
    begun: Mapping[str, Progress] = field(default_factory=dict)
    kernels: tuple[Kernels, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more will come unless someone asks for it."""
        return self.state in OVER

    def history(self, kind: str | None = None) -> "pd.DataFrame":
        """The points as a table, one row each; only those of `kind` if given."""
        import pandas as pd  # noqa: PLC0415 - a page without a table paints sooner

        names = list(Point.__dataclass_fields__)
        rows = [asdict(point) for point in self.points if kind in (None, point.kind)]
        return pd.DataFrame(rows, columns=names)

    def after(self, event: Event) -> "Snapshot":
        """What is known once `event` was told too."""
        changes: dict[str, Any] = {}
        match event:
            case Started(model, epoch):
                changes = {
                    "points": _up_to(self.points, model, epoch),
                    "answers": _up_to(self.answers, model, epoch),
                    "kernels": _before(self.kernels, model, epoch),
                    "begun": {name: one for name, one in self.begun.items() if name != model},
                }
            case Progress(model):
                changes = {
                    "progress": {**self.progress, model: event},
                    "begun": {model: event, **self.begun},
                }
            case Point():
                changes = {"points": (*self.points, event)}
            case Answers():
                changes = {"answers": (*self.answers, event)}
            case Kernels(model, epoch):
                # A training that goes on tells again where it stands.
                changes = {"kernels": (*_before(self.kernels, model, epoch), event)}
            case Result(model):
                opened = event.test_accuracy is not None and self.settings.protocol == "holdout"
                found = {**self.results, model: event}
                changes = {
                    # In the settings' order, whichever has ended first.
                    "results": {one: found[one] for one in self.settings.models if one in found},
                    "test_openings": self.test_openings + opened,
                }
            case StateChanged(state, message):
                changes = {"state": state, "message": message}
            case Extended(epochs):
                changes = {"settings": replace(self.settings, epochs=epochs)}
        return replace(self, **changes)


class Record:
    """One run's events, appended to a file as they come and folded into a snapshot."""

    def __init__(self, run: str, folder: Path, settings: TrainingSettings) -> None:
        """An empty record kept in `folder`, which must exist."""
        self.folder = folder
        self._journal = Journal(folder / EVENTS_FILE)
        self._lock = threading.Lock()
        self._now = Snapshot(run, settings, "queued", "", (), {}, {}, 0)

    @classmethod
    def create(cls, run: str, folder: Path, settings: TrainingSettings) -> "Record":
        """Start the record of a new run in a folder made for it, readable by its owner alone.

        Raises OSError if the disk does not take it.
        """
        folder.mkdir(mode=0o700, parents=True)
        record = cls(run, folder, settings)
        record.append(Submitted(run, settings))
        if not record.snapshot().kept:
            shutil.rmtree(folder, ignore_errors=True)
            raise OSError(f"No room for a run in {folder.parent}.")
        return record

    @classmethod
    def read(cls, folder: Path) -> "Record":
        """Read a run back; a last line broken off in mid-writing is left out.

        Raises `BrokenRecordError` if the folder holds no run that can be understood.
        """
        first, *events = events_in(folder)
        record = cls(first.run, folder, first.settings)
        try:
            for event in events:
                record._fold(event)
        except (ValueError, TypeError, LabError) as error:
            raise BrokenRecordError(_cannot_be_read(folder)) from error
        return record

    @property
    def run(self) -> str:
        """The id of the run."""
        return self._now.run

    def snapshot(self) -> Snapshot:
        """What is known now."""
        return self._now

    def append(self, event: Event) -> None:
        """Take in one event; all but mere progress is on disk before it is seen, if it can be."""
        with self._lock:
            if not isinstance(event, Progress):
                self._journal.append(EVENTS.encode(event))
            self._fold(event)

    def _fold(self, event: Event) -> None:
        self._now = replace(self._now.after(event), kept=self._journal.kept)


def events_in(folder: Path) -> tuple[Submitted, *tuple[Event, ...]]:
    """All that the record of the run in `folder` was told, first of all what was asked for.

    Raises `BrokenRecordError` if the folder holds no run that can be understood.
    """
    try:
        first, *events = map(EVENTS.decode, Journal(folder / EVENTS_FILE).lines())
        if not isinstance(first, Submitted):
            raise TypeError("A record begins with its run.")  # noqa: TRY301 - one way out
    except (OSError, ValueError, TypeError, LabError) as error:
        raise BrokenRecordError(_cannot_be_read(folder)) from error
    return first, *events


def _cannot_be_read(folder: Path) -> str:
    return f"The run in {folder.name} cannot be read back."


def _up_to(points: tuple[Measured, ...], model: str, epoch: float) -> tuple[Measured, ...]:
    """What was measured, less that of `model` after `epoch`, which it is about to measure again."""
    return tuple(p for p in points if p.model != model or p.epoch <= epoch + 1e-6)


def _before(told: tuple[Kernels, ...], model: str, epoch: float) -> tuple[Kernels, ...]:
    """What was told, less that of `model` at `epoch` and after."""
    return tuple(one for one in told if one.model != model or one.epoch < epoch - 1e-6)
