"""The searches of a server: one at a time, each carried out by a process of its own.

The server only ever reads their records; it loads neither Optuna nor Dask.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.events import EVENTS, Became
from fmnist_app.experiments.search.record import (
    FILE,
    SearchRecord,
    SearchRecordError,
    SearchSnapshot,
    read_search,
)
from fmnist_app.experiments.search.task import MINUTES, TRIALS, Budget, SearchTask
from fmnist_app.experiments.search.view import SearchNow, read_now
from fmnist_app.experiments.search.wishes import Wanted, read_wishes, write_wishes
from fmnist_app.lab.journal import Journal
from fmnist_app.lab.service import RefusedError

ROOT = Path(__file__).parents[3]
PROCESS = "fmnist_app.experiments.search.coordinator_process"
SEARCH = re.compile(r"[\w-]{22}", re.ASCII)
TICK = 1.0  # seconds between two looks at what goes on, while something does
MOST_WAITING = 5
KEPT = 40  # searches on disk, the newest; some 200 kB each once they are over
FAILED = "The search ended without warning; what was found is kept."
NO_ROOM = (
    "The server cannot keep another search: its disk is full or cannot be written. "
    "Whoever runs this app can make room."
)


@dataclass(eq=False)
class Searches:
    """The searches of a server, below the folder `root`; safe in several threads.

    They give way to whatever `busy` tells of: a visitor who trains waits for no search.
    """

    root: Path
    busy: Callable[[], bool] = lambda: False
    _line: list[str] = field(default_factory=list)
    _process: subprocess.Popen[str] | None = None
    _known: dict[str, tuple[int, SearchSnapshot]] = field(default_factory=dict)
    _ticks: bool = False
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def submit(self, task: SearchTask, budget: Budget) -> str:
        """Take a search; returns its id. Raises `RefusedError` when too many are waiting."""
        with self._lock:
            self._refuse_if_full()
            search = secrets.token_urlsafe(16)
            try:
                SearchRecord.create(self.folder(search), task, budget)
            except SearchRecordError as error:
                raise RefusedError(NO_ROOM) from error
            self._join(search)
            self._make_room()
        return search

    def look(self, search: str) -> SearchSnapshot | None:
        """What is known of a search; nothing if there is no such one, or it cannot be read."""
        if not SEARCH.fullmatch(search):
            return None
        path = self.folder(search) / FILE
        with contextlib.suppress(OSError, LabError):
            size = path.stat().st_size
            known = self._known.get(search)
            if known is None or known[0] != size:
                known = self._known[search] = size, read_search(path)
                while len(self._known) > KEPT:
                    self._known.pop(next(iter(self._known)))
            return known[1]
        return None

    def knows(self, search: str) -> bool:
        """Whether there is such a search that can be read."""
        return self.look(search) is not None

    def workers(self, search: str) -> SearchNow:
        """What its workers do just now."""
        return read_now(self.folder(search))

    def folder(self, search: str) -> Path:
        """Where the files of a search are kept."""
        return self.root / search

    def place(self, search: str) -> int | None:
        """Its place in line: 0 is being carried out, 1 is next; None is not in line."""
        with self._lock:
            return self._line.index(search) if search in self._line else None

    def wants(self, search: str) -> Wanted:
        """What is wanted of it."""
        return read_wishes(self.folder(search)).state

    def steer(self, search: str, wanted: Wanted) -> None:
        """Have a search run, pause or stop; one that nobody carries out is taken up to run."""
        now = self.look(search)
        if now is None:
            return
        self._wish(search, state=wanted)
        with self._lock:
            waits = search in self._line[1:]
            if wanted == "stop" and waits:
                self._line.remove(search)
            if wanted == "run" and search not in self._line:
                self._refuse_if_full()
                self._join(search)

    def more(self, search: str, budget: Budget) -> None:
        """Give a search another budget, and have it go on; raises `RefusedError` if none may."""
        with self._lock:
            self._wish(search, state="run", budget=budget)
            if search not in self._line:
                self._refuse_if_full()
                self._join(search)

    def tick(self) -> None:
        """See to it that the next search is carried out, and gives way."""
        with self._lock:
            if self._process is not None and self._process.poll() is not None:
                self._end()
            if self._line and self._process is None and not self.busy():
                self._begin()
            if self._line and self._process is not None:
                busy = self.busy()
                if read_wishes(self.folder(self._line[0])).yields != busy:
                    with contextlib.suppress(LabError):
                        self._wish(self._line[0], yields=busy)

    def close(self) -> None:
        """End what is carried out; it can be taken up again."""
        with self._lock:
            self._line.clear()
            if self._process is not None:
                self._process.kill()
                self._process.communicate()
                self._process = None

    def _refuse_if_full(self) -> None:
        if len(self._line) > MOST_WAITING:
            raise RefusedError(
                f"{len(self._line) - 1} searches are waiting already; try again in some minutes."
            )

    def _join(self, search: str) -> None:
        self._line.append(search)
        self.tick()
        if not self._ticks:
            self._ticks = True
            threading.Thread(target=self._keep_ticking, name="searches", daemon=True).start()

    def _keep_ticking(self) -> None:
        """Tick for as long as there is a search in line."""
        while True:
            time.sleep(TICK)
            with self._lock:
                if not self._line:
                    self._ticks = False
                    return
                self.tick()

    def _wish(self, search: str, **changes: object) -> None:
        folder = self.folder(search)
        try:
            write_wishes(folder, replace(read_wishes(folder), **changes))  # type: ignore[arg-type]
        except OSError as error:
            raise RefusedError(NO_ROOM) from error

    def _begin(self) -> None:
        folder = self.folder(self._line[0])
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", PROCESS, str(folder), str(os.getpid())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        except OSError:  # no memory for another process
            self._line.pop(0)
            _note(folder, Became("failed", NO_ROOM))

    def _end(self) -> None:
        """Take an ended search out of the line; where its process failed, say so."""
        assert self._process is not None  # noqa: S101 - it has just ended
        said, _ = self._process.communicate()
        search, code = self._line.pop(0), self._process.returncode
        self._process = None
        now = self.look(search)
        if code != 0 and now is not None and not now.over:
            _note(self.folder(search), Became("failed", said.strip()[:500] or FAILED, now.spent))

    def _make_room(self) -> None:
        """Leave the searches that were written to last, and those in line."""
        with contextlib.suppress(OSError):
            # A command's searches may stand beside them, and are not the server's to remove.
            own = [one for one in self.root.iterdir() if SEARCH.fullmatch(one.name)]
            folders = sorted(own, key=lambda one: one.stat().st_mtime_ns)
            for old in folders[:-KEPT]:
                if old.name not in self._line:
                    shutil.rmtree(old, ignore_errors=True)


def _note(folder: Path, event: Became) -> None:
    """Add to the record of a search that no process carries out any more."""
    Journal(folder / FILE).append(EVENTS.encode(event))


def more_than(budget: Budget, spent: float) -> Budget:
    """As much again, from what is spent on, as far as budgets go."""
    minutes = max(budget.minutes, spent / 60) + budget.minutes
    trials = min(2 * budget.trials, int(TRIALS.high))
    return Budget(trials, round(min(minutes, MINUTES.high), 1))
