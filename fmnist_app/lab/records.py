"""The record of one run: every point kept in memory and on disk, before anything is drawn."""

import json
import shutil
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from fmnist_app.core.errors import LabError
from fmnist_app.lab.journal import Journal
from fmnist_app.training.points import Point, Progress, Result
from fmnist_app.training.settings import TrainingSettings, settings_from

if TYPE_CHECKING:
    import pandas as pd

State = Literal[
    "queued",
    "starting",
    "running",
    "paused",
    "stopping",
    "finished",
    "stopped",
    "diverged",
    "failed",
]
OVER: frozenset[State] = frozenset({"finished", "stopped", "diverged", "failed"})
EVENTS_FILE = "events.jsonl"


class BrokenRecord(LabError):
    """A run on disk cannot be read back."""


@dataclass(frozen=True)
class Snapshot:
    """What a record says at one moment; a value, safe to read while training goes on.

    `kept` is false while the disk takes no more, and what came last is in memory only.
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
        record.append({"type": "run", "run": run, "settings": settings.as_dict()})
        if not record.snapshot().kept:
            shutil.rmtree(folder, ignore_errors=True)
            raise OSError(f"No room for a run in {folder.parent}.")
        return record

    @classmethod
    def read(cls, folder: Path) -> "Record":
        """Read a run back; a last line broken off in mid-writing is left out.

        Raises `BrokenRecord` if the folder holds no run that can be understood.
        """
        try:
            first, *lines = Journal(folder / EVENTS_FILE).lines()
            run = json.loads(first)
            record = cls(run["run"], folder, settings_from(run["settings"]))
            for line in lines:
                record._fold(json.loads(line))
        except (OSError, ValueError, KeyError, TypeError, LabError) as error:
            raise BrokenRecord(f"The run in {folder.name} cannot be read back.") from error
        return record

    @property
    def run(self) -> str:
        """The id of the run."""
        return self._now.run

    def snapshot(self) -> Snapshot:
        """What is known now."""
        return self._now

    def append(self, event: dict[str, Any]) -> None:
        """Take in one event; all but mere progress is on disk before it is seen, if it can be."""
        with self._lock:
            if event["type"] != "progress":
                self._journal.append(json.dumps(event))
            self._fold(event)

    def _fold(self, event: dict[str, Any]) -> None:
        now, kind = self._now, event["type"]
        body = {key: value for key, value in event.items() if key != "type"}
        if kind == "point":
            now = replace(now, points=(*now.points, Point(**body)))
        elif kind == "progress":
            progress = Progress(**body)
            now = replace(now, progress={**now.progress, progress.model: progress})
        elif kind == "result":
            result = Result(**body)
            opened = result.test_accuracy is not None and now.settings.protocol == "holdout"
            now = replace(
                now,
                results={**now.results, result.model: result},
                test_openings=now.test_openings + opened,
            )
        elif kind == "state":
            if body["state"] not in get_args(State):
                raise ValueError(f"unknown state {body['state']!r}")
            now = replace(now, state=body["state"], message=body.get("message", ""))
        elif kind == "epochs":
            now = replace(now, settings=replace(now.settings, epochs=body["epochs"]))
        elif kind == "started":
            now = replace(now, points=_up_to(now.points, body["model"], body["epoch"]))
        self._now = replace(now, kept=self._journal.kept)


def _up_to(points: tuple[Point, ...], model: str, epoch: float) -> tuple[Point, ...]:
    """The points less those of `model` after `epoch`, which it is about to measure again."""
    return tuple(p for p in points if p.model != model or p.epoch <= epoch + 1e-6)
