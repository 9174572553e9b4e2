"""Files of visitors on one server, each by a name that nobody can guess."""

from __future__ import annotations

import re
import secrets
import time
from pathlib import Path

from fmnist_app.core.errors import LabError

KEY = re.compile(r"[\w-]{22}")  # 128 bits in base 64
ENDING = ".sqlite"


class KeyedFiles:
    """At most so many files in a folder, each removed when nobody changed it for so many days."""

    def __init__(self, folder: Path, most: int, days: int) -> None:
        """Those in `folder`, which need not be there yet; with `days` 0 they stay for good."""
        self._folder, self._most, self._days = folder, most, days

    def new(self, full: LabError) -> tuple[str, Path]:
        """A key and where its file may be made; raises `full` where there are as many as may be."""
        self.tidy()
        if len(list(self._folder.glob(f"*{ENDING}"))) >= self._most:
            raise full
        key = secrets.token_urlsafe(16)
        return key, self._path(key)

    def find(self, key: str) -> Path | None:
        """The file of this key; None if there is none."""
        if not KEY.fullmatch(key) or not self._path(key).is_file():
            return None
        return self._path(key)

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
