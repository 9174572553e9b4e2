"""What the workers of a search do just now: a small file for whoever watches, not to keep."""

import contextlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from fmnist_app.core.atomic import atomic_write

FILE = "now.json"
STALE = 15.0  # seconds after which nobody is at it any more; it is written every second


@dataclass(frozen=True)
class WorkerNow:
    """A worker: its name, and what it trains in words for which trial; `share` of it is done."""

    name: str
    trial: int | None = None
    role: str = ""
    seed: int | None = None
    epochs: float = 0.0
    wanted: int = 0


@dataclass(frozen=True)
class SearchNow:
    """The workers of a search that is being carried out, and when that was written (Unix time)."""

    workers: tuple[WorkerNow, ...] = ()
    spent: float = 0.0
    held: str = ""
    at: float = 0.0

    @property
    def stale(self) -> bool:
        """Whether nobody seems to be at it."""
        return time.time() - self.at > STALE


def read_now(folder: Path) -> SearchNow:
    """What goes on; nothing, where that is not known."""
    try:
        read = json.loads((folder / FILE).read_text(encoding="utf-8"))
        workers = tuple(WorkerNow(**one) for one in read.pop("workers"))
        return SearchNow(workers, **read)
    except (OSError, ValueError, KeyError, TypeError):
        return SearchNow()


def write_now(folder: Path, now: SearchNow) -> None:
    """Tell; a disk that does not take it keeps nobody from searching."""
    with contextlib.suppress(OSError), atomic_write(folder / FILE) as half:
        half.write_text(json.dumps(asdict(now)), encoding="utf-8")
