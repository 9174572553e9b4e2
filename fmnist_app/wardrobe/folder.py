"""Where collections lie: one file each, by a name that nobody can guess."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fmnist_app.core.keyed_files import KeyedFiles
from fmnist_app.core.limits import limits_of
from fmnist_app.wardrobe.store import Wardrobe, WardrobeError


@dataclass(frozen=True)
class WardrobeLimits:
    """How many collections one server keeps, and how long.

    `wardrobes`: so many (FMNIST_WARDROBES), some 60 kB for each piece. `wardrobe_days`: days for
    which one is kept that nobody changes (FMNIST_WARDROBE_DAYS), 0 for good.
    """

    wardrobes: int = 100
    wardrobe_days: int = 0


class Wardrobes(KeyedFiles[Wardrobe]):
    """The collections of one server."""

    def __init__(self, folder: Path, limits: WardrobeLimits) -> None:
        """Those in `folder`, which is made when there is a first one."""
        self.limits = limits
        full = partial(
            WardrobeError,
            f"This server keeps {limits.wardrobes} wardrobes already, which is the most. "
            "Run the app on a machine of your own, or ask whoever runs it.",
        )
        super().__init__(folder, limits.wardrobes, limits.wardrobe_days, Wardrobe, full)


def limits_from_environment() -> WardrobeLimits:
    """The limits, as the environment sets them; raises `LimitError` naming a wrong variable."""
    return limits_of(WardrobeLimits)
