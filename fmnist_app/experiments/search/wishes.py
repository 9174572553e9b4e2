"""What is wanted of a search that goes on: to run, to pause or to stop, and within which budget.

One small file beside the record, written whole; whoever runs the search looks at it now and then.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.task import Budget

Wanted = Literal["run", "pause", "stop"]
FILE = "wanted.json"


@dataclass(frozen=True)
class Wishes:
    """What is wanted; `yields` holds the search while others need the machine."""

    state: Wanted = "run"
    budget: Budget | None = None
    yields: bool = False


def read_wishes(folder: Path) -> Wishes:
    """What is wanted of the search in this folder; to run, where nothing sensible is said."""
    try:
        read = json.loads((folder / FILE).read_text(encoding="utf-8"))
        budget = Budget(**read["budget"]) if read["budget"] else None
        wanted: tuple[Wanted, ...] = get_args(Wanted)
        state = next((one for one in wanted if one == read["state"]), wanted[0])
        return Wishes(state, budget, bool(read["yields"]))
    except (OSError, ValueError, KeyError, TypeError, LabError):
        return Wishes()


def write_wishes(folder: Path, wishes: Wishes) -> None:
    """Want something else; raises OSError if the disk does not take it."""
    with atomic_write(folder / FILE) as half:
        half.write_text(json.dumps(asdict(wishes)), encoding="utf-8")
