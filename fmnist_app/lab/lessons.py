"""Which runs were started from one lesson link, so that a class sees them side by side.

A lesson is known by ten random letters; whoever has them can see its runs and nothing else of them
that tells whose they are.
"""

import contextlib
import re
import secrets
import string
import time
from pathlib import Path

LESSON = re.compile(r"[a-z]{10}", re.ASCII)
MOST_RUNS = 60  # of one lesson: two classes
DAYS = 30  # as long as a server keeps a run that nobody touches
RUN_LINE = re.compile(r"[\w-]{22}", re.ASCII)


def new_lesson() -> str:
    """Letters for a new lesson, which cannot be guessed."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(10))


class Lessons:
    """The lessons of a server, a file each below `folder`, with the ids of their runs."""

    def __init__(self, folder: Path) -> None:
        """Keep the lessons in `folder`; those of an earlier server are there again."""
        self._folder = folder

    def join(self, lesson: str, run: str) -> bool:
        """Count a run among those of a lesson; False where it has too many, or the disk is full."""
        if not LESSON.fullmatch(lesson) or len(self.runs(lesson)) >= MOST_RUNS:
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._file(lesson).open("a", encoding="ascii") as file:
                file.write(f"{run}\n")
        except OSError:
            return False
        self._tidy()
        return True

    def runs(self, lesson: str) -> tuple[str, ...]:
        """The ids of a lesson's runs, the first started first."""
        if not LESSON.fullmatch(lesson):
            return ()
        try:
            lines = self._file(lesson).read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return ()
        return tuple(dict.fromkeys(line for line in lines if RUN_LINE.fullmatch(line)))

    def _file(self, lesson: str) -> Path:
        return self._folder / f"{lesson}.txt"

    def _tidy(self) -> None:
        """Forget lessons that nobody has taken part in for as long as runs are kept."""
        with contextlib.suppress(OSError):
            for file in self._folder.glob("*.txt"):
                if file.stat().st_mtime < time.time() - DAYS * 86_400:
                    file.unlink()
