"""The records and files of all runs: in memory while needed, on disk as long as there is room."""

import contextlib
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.lab import retention
from fmnist_app.lab.events import OVER, Event, File, StateChanged
from fmnist_app.lab.files import take_in
from fmnist_app.lab.imported import adopted
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.records import (
    EVENTS_FILE,
    BrokenRecordError,
    Record,
    Snapshot,
    events_in,
)
from fmnist_app.lab.timings import Timings
from fmnist_app.training.errors import NotSavedError
from fmnist_app.training.settings import TrainingSettings

IN_MEMORY = 50  # records of runs that are over; others are read from disk when asked for
RUN = re.compile(r"[\w-]{22}", re.ASCII)


class Store:
    """Every run's record, found by the run's id, which cannot be guessed.

    Looking a run up is safe at any time; who has runs begin, end or make room does one at a time.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Keep the runs in `folder`; those of an earlier server are there again."""
        self._folder = folder
        self._limits = limits
        self._records: dict[str, Record] = {}
        self._reading = threading.Lock()
        self.timings = Timings(folder)

    def folder(self, run: str) -> Path:
        """Where the files of a run are kept."""
        return self._folder / run

    def create(self, settings: TrainingSettings) -> Record:
        """The record of a new run; raises OSError if the disk does not take it."""
        run = secrets.token_urlsafe(16)
        return self._keep(Record.create(run, self.folder(run), settings))

    def adopt(
        self,
        settings: TrainingSettings,
        events: Iterable[Event],
        fill: Callable[[Path], None],
    ) -> Record:
        """The record of a run from elsewhere; raises OSError if the disk does not take it."""
        run = secrets.token_urlsafe(16)
        return self._keep(adopted(run, self.folder(run), settings, events, fill))

    def copy(self, now: Snapshot) -> Record:
        """The record of a new run that begins as this one, which is over, has ended.

        Raises OSError if the disk does not take it, `BrokenRecordError` if it lost this one.
        """
        first, *events = events_in(self.folder(now.run))
        files = [path for network in self._networks(now) for path in network.trained]

        def fill(folder: Path) -> None:
            for path in files:
                if path.exists():
                    shutil.copyfile(path, folder / path.name)

        return self.adopt(first.settings, events, fill)

    def get(self, run: str) -> Record | None:
        """The record of a run; nothing if there is no such run."""
        record = self._records.get(run)
        if record is None and RUN.fullmatch(run):
            with self._reading:  # two pages that look at once must share one record
                record = self._records.get(run) or self._read(run)
        return record

    def knows(self, run: str) -> bool:
        """Whether there is such a run, without reading it."""
        found = run in self._records
        return found or bool(RUN.fullmatch(run) and (self.folder(run) / EVENTS_FILE).is_file())

    def interrupted(self) -> list[Record]:
        """The runs that an earlier server did not see to their end, the oldest first."""
        found = []
        paths = self._folder.glob(f"*/{EVENTS_FILE}") if self._folder.is_dir() else ()
        for path in sorted(paths, key=lambda one: one.stat().st_mtime_ns):
            with contextlib.suppress(BrokenRecordError):
                if RUN.fullmatch(path.parent.name) and _is_under_way(path):
                    found.append(self._keep(Record.read(path.parent)))
        return found

    def files(self, run: str) -> dict[str, Path]:
        """The files of a run that it can go on from, by name."""
        record = self.get(run)
        networks = self._networks(record.snapshot()) if record else []
        return {path.name: path for one in networks for path in one.resumable if path.exists()}

    def keep_file(self, now: Snapshot, file: File, path: Path) -> None:
        """Move in a file of a run; one that a run cannot have stays where it is.

        Raises `NotSavedError` if it is not what it should be or the disk does not take it.
        """
        for network in self._networks(now):
            if file.name in [known.name for known in network.trained]:
                try:
                    take_in(path, file, network.folder)
                except OSError as error:
                    raise NotSavedError(network.name, error) from error

    def drop_predictions(self, run: str, model: str) -> None:
        """Remove the test predictions of a network that has changed since."""
        with contextlib.suppress(OSError):
            NetworkFiles(self.folder(run), model).test_predictions.unlink()

    def can_go_on(self, now: Snapshot) -> bool:
        """Whether the run is over and left networks to go on from."""
        if now.state == "failed":  # what was not saved begins anew
            return any(self._saved(now))
        return now.state in ("finished", "stopped") and all(self._saved(now))

    def not_exported(self, now: Snapshot) -> list[str]:
        """The files of the networks that cannot answer yet, as nothing was made of them for that.

        A network whose loss blew up has nothing to say.
        """
        return [
            network.checkpoint.name
            for network in self._networks(now)
            if network.checkpoint.exists()
            and not network.tflite.exists()
            and _ending(now, network.name) != "diverged"
        ]

    def make_room(self, busy: Collection[str]) -> None:
        """Let old runs expire, and forget records nobody looks at; those in `busy` stay.

        What has expired is on disk until `remove_expired`, which may take long.
        """
        limits = self._limits
        for run in retention.expire(self._folder, limits.keep_runs, limits.keep_days, busy):
            self._records.pop(run, None)
        known = list(self._records.items())  # pages add to it at any time
        over = [run for run, record in known if _can_be_read_back(record)]
        for run in over[:-IN_MEMORY]:
            del self._records[run]

    def remove_expired(self) -> None:
        """Remove from disk what has expired."""
        retention.remove_expired(self._folder)

    def _keep(self, record: Record) -> Record:
        self._records[record.run] = record
        return record

    def _read(self, run: str) -> Record | None:
        try:
            record = Record.read(self.folder(run))
        except BrokenRecordError:
            return None
        if not record.snapshot().over:
            message = self._restarted(record.snapshot())
            record.append(StateChanged("failed", message))
        self._records[run] = record
        return record

    def _restarted(self, now: Snapshot) -> str:
        words = "The server was restarted during this run."
        if any(self._saved(now)):
            words += " It can go on from where it was last saved."
        return words

    def _saved(self, now: Snapshot) -> list[bool]:
        """Whether each network of a run was ever saved."""
        return [network.resumable[0].exists() for network in self._networks(now)]

    def _networks(self, now: Snapshot) -> list[NetworkFiles]:
        return [NetworkFiles(self.folder(now.run), model) for model in now.settings.models]


def _is_under_way(path: Path) -> bool:
    """Whether the last state that a record on disk tells of is not an end."""
    marks = [line for line in path.read_text("utf-8").split("\n") if '"type": "state"' in line]
    return bool(marks) and not any(f'"state": "{state}"' in marks[-1] for state in OVER)


def _ending(now: Snapshot, model: str) -> str:
    return now.results[model].ending if model in now.results else ""


def _can_be_read_back(record: Record) -> bool:
    now = record.snapshot()
    return now.over and now.kept
