"""Where collections lie: one file each, by a name that nobody can guess."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from fmnist_app.core.limits import limits_of
from fmnist_app.wardrobe.store import Wardrobe, WardrobeError

KEY = re.compile(r"[\w-]{22}")  # 128 bits in base 64
ENDING = ".sqlite"


@dataclass(frozen=True)
class WardrobeLimits:
    """How many collections one server keeps, and how long.

    `wardrobes`: so many (FMNIST_WARDROBES), some 60 kB for each piece. `wardrobe_days`: days for
    which one is kept that nobody changes (FMNIST_WARDROBE_DAYS), 0 for good.
    """

    wardrobes: int = 100
    wardrobe_days: int = 0


class Wardrobes:
    """The collections of one server."""

    def __init__(self, folder: Path, limits: WardrobeLimits) -> None:
        """Those in `folder`, which is made when there is a first one."""
        self._folder, self.limits = folder, limits

    def new(self) -> tuple[str, Wardrobe]:
        """An empty collection, and the key by which it is found again.

        Raises `WardrobeError` where there are as many as may be.
        """
        self.tidy()
        if len(list(self._folder.glob(f"*{ENDING}"))) >= self.limits.wardrobes:
            raise WardrobeError(
                f"This server keeps {self.limits.wardrobes} wardrobes already, which is the most. "
                "Run the app on a machine of your own, or ask whoever runs it."
            )
        key = secrets.token_urlsafe(16)
        return key, Wardrobe(self._path(key))

    def find(self, key: str) -> Wardrobe | None:
        """The collection of this key; None if there is none."""
        if not KEY.fullmatch(key) or not self._path(key).is_file():
            return None
        return Wardrobe(self._path(key))

    def tidy(self) -> None:
        """Remove the collections that were not changed for so many days."""
        if not self.limits.wardrobe_days:
            return
        before = time.time() - 86_400 * self.limits.wardrobe_days
        for path in self._folder.glob(f"*{ENDING}"):
            if path.stat().st_mtime < before:
                for part in self._folder.glob(f"{path.name}*"):
                    part.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{ENDING}"


def limits_from_environment() -> WardrobeLimits:
    """The limits, as the environment sets them; raises `LimitError` naming a wrong variable."""
    return limits_of(WardrobeLimits)
