"""One SQLite file: changed whole or not at all, and read while it is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fmnist_app.core.errors import LabError

PATIENCE = 10.0  # seconds to wait for another writer


class Database:
    """The file at `path`, brought to the form of this app; errors speak of it as `thing`."""

    def __init__(
        self, path: Path, migrations: Sequence[str], thing: str, error: type[LabError]
    ) -> None:
        """Open it, or make it; raises `error` if it is none that this app can read.

        `migrations` take a file a version further, one script each, from none on.
        """
        self.path, self._thing, self._error = path, thing, error
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as failed:
            raise error(f"No {thing} can be kept here: {failed.strerror}.") from failed
        with self.reading() as connection:
            self._migrate(connection, migrations)

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A connection on which all that is done is kept together, or nothing of it."""
        with self.reading() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection; what goes wrong on it is said in a sentence."""
        try:
            connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
            finally:
                connection.close()
        except sqlite3.DatabaseError as failed:
            raise self._error(f"The {self._thing} cannot be used: {self._why(failed)}.") from failed

    def _migrate(self, connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(migrations):
            raise self._error(
                f"The {self._thing} was written by a newer version of this app: its form is "
                f"{version}, expected {len(migrations)}."
            )
        for number, script in enumerate(migrations[version:], start=version + 1):
            connection.executescript(
                f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;"
            )

    def _why(self, failed: sqlite3.DatabaseError) -> str:
        """The reason in words; SQLite's own are written for programmers."""
        text = str(failed)
        words = {
            "disk is full": "there is no room on the disk, and nothing was changed",
            "locked": "someone else is changing it just now; try again",
            "not a database": f"its file is no {self._thing}",
            "readonly": "its file may only be read here",
        }
        return next((said for part, said in words.items() if part in text), text)
