"""Files of visitors on one server, each by a name that nobody can guess."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from fmnist_app.core.errors import LabError

KEY = re.compile(r"[\w-]{22}")  # 128 bits in base 64
ENDING = ".sqlite"
Kept = TypeVar("Kept")


class KeyedFiles(Generic[Kept]):
    """At most so many files in a folder, each removed when nobody changed it for so many days."""

    def __init__(
        self,
        folder: Path,
        most: int,
        days: int,
        opened: Callable[[Path], Kept],
        full: Callable[[], LabError],
    ) -> None:
        """Those in `folder`, which is made when there is a first one; with `days` 0 they stay.

        `opened` opens a file or makes it; `full` makes what is raised where there are as many as
        may be.
        """
        self._folder, self._most, self._days = folder, most, days
        self._opened, self._full = opened, full

    def new(self) -> tuple[str, Kept]:
        """A key nobody can guess, and an empty one under it; or raises what `full` makes."""
        self.tidy()
        if len(list(self._folder.glob(f"*{ENDING}"))) >= self._most:
            raise self._full()
        key = secrets.token_urlsafe(16)
        return key, self._opened(self._path(key))

    def find(self, key: str) -> Kept | None:
        """The one of this key; None if there is none."""
        if not KEY.fullmatch(key) or not self._path(key).is_file():
            return None
        return self._opened(self._path(key))

    def tidy(self) -> None:
        """Remove the files that were not changed for so many days."""
        if not self._days:
            return
        before = time.time() - 86_400 * self._days
        for path in self._folder.glob(f"*{ENDING}"):
            if path.stat().st_mtime < before:
                for part in self._folder.glob(f"{path.name}*"):
                    part.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{ENDING}"
