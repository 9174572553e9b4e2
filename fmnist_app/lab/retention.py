"""Which runs on disk have expired: the oldest, once there are many or they are old."""

import contextlib
import shutil
import time
from collections.abc import Collection
from pathlib import Path

from fmnist_app.lab.records import EVENTS_FILE

DAY = 24 * 3600.0
EXPIRED = ".expired"  # how the folder of a run ends that is to be removed; no run's id has a dot


def expired(folder: Path, keep_runs: int, keep_days: int) -> list[Path]:
    """The runs in `folder` beyond the newest `keep_runs`, and those untouched for `keep_days`."""
    found = sorted(((_changed(run), run) for run in _runs(folder)), reverse=True)
    oldest = time.time() - keep_days * DAY
    return [run for place, (at, run) in enumerate(found) if place >= keep_runs or at < oldest]


def expire(folder: Path, keep_runs: int, keep_days: int, busy: Collection[str]) -> list[str]:
    """Put the expired runs but those in `busy` where nobody finds them; returns their ids."""
    gone = []
    for run in expired(folder, keep_runs, keep_days):
        if run.name not in busy:
            with contextlib.suppress(OSError):
                run.rename(run.with_name(run.name + EXPIRED))
                gone.append(run.name)
    return gone


def remove_expired(folder: Path) -> None:
    """Remove from disk the runs that `expire` put there."""
    for run in folder.glob(f"*{EXPIRED}"):
        shutil.rmtree(run, ignore_errors=True)


def _runs(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_dir() and path.suffix != EXPIRED]


def _changed(run: Path) -> float:
    """When the run's record was last written, in seconds since 1970; 0 if it is gone."""
    for path in (run / EVENTS_FILE, run):  # one that just comes in has no record yet
        with contextlib.suppress(OSError):
            return path.stat().st_mtime
    return 0.0
