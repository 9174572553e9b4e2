"""Which runs on disk have had their time: the oldest, once there are many or they are old."""

import shutil
import time
from collections.abc import Collection
from pathlib import Path

from fmnist_app.lab.records import EVENTS_FILE

DAY = 24 * 3600.0


def spent(folder: Path, keep_runs: int, keep_days: int) -> list[Path]:
    """The runs in `folder` beyond the newest `keep_runs`, and those untouched for `keep_days`."""
    found = sorted(((_touched(run), run) for run in _runs(folder)), reverse=True)
    oldest = time.time() - keep_days * DAY
    return [run for place, (at, run) in enumerate(found) if place >= keep_runs or at < oldest]


def clear(folder: Path, keep_runs: int, keep_days: int, busy: Collection[str]) -> list[str]:
    """Remove the spent runs but those in `busy`; returns the ids of the runs removed."""
    gone = [run for run in spent(folder, keep_runs, keep_days) if run.name not in busy]
    for run in gone:
        shutil.rmtree(run, ignore_errors=True)
    return [run.name for run in gone]


def _runs(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def _touched(run: Path) -> float:
    """When the run's record was last written, in seconds since 1970; 0 if it has none."""
    try:
        return (run / EVENTS_FILE).stat().st_mtime
    except OSError:
        return 0.0
