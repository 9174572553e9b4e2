"""A collection in one SQLite file: written whole or not at all, and read while it is written."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from fmnist_app.core.errors import LabError
from fmnist_app.data import SIDE
from fmnist_app.wardrobe.item import Item

MOST_ITEMS = 500  # of some 60 kB each, so that all fit through an upload of 50 MB
PATIENCE = 10.0  # seconds to wait for another writer
# The collection as each version of the app found it; one script takes a file a version further.
MIGRATIONS = (
    """
    CREATE TABLE items(
        id TEXT PRIMARY KEY, added TEXT NOT NULL, name TEXT NOT NULL, photo BLOB NOT NULL,
        thumbnail BLOB NOT NULL, pixels BLOB NOT NULL, guessed TEXT NOT NULL,
        probability REAL NOT NULL, label TEXT NOT NULL, colours TEXT NOT NULL, tags TEXT NOT NULL,
        notes TEXT NOT NULL, version INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE worn(
        item TEXT NOT NULL REFERENCES items(id) ON DELETE CASCADE, day TEXT NOT NULL,
        PRIMARY KEY(item, day)
    ) STRICT;
    """,
)
FIELDS = (
    "id", "name", "thumbnail", "pixels", "guessed", "probability", "label", "colours", "tags",
    "notes", "version",
)  # fmt: skip


ALL_ITEMS = f"SELECT {', '.join(FIELDS)} FROM items ORDER BY added DESC"  # noqa: S608 - of constants


class WardrobeError(LabError):
    """A collection that cannot be read or changed, with the reason in a sentence."""


class Wardrobe:
    """The collection in the file at `path`."""

    def __init__(self, path: Path) -> None:
        """Open it, or make it; raises `WardrobeError` if it is none that this app can read."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WardrobeError(f"No wardrobe can be kept here: {error.strerror}.") from error
        with self._connected() as connection:
            _migrate(connection)

    def items(self) -> list[Item]:
        """All pieces, the newest first."""
        with self._connected() as connection:
            rows = connection.execute(ALL_ITEMS)
            found = [_item(row) for row in rows]
            worn: dict[str, list[date]] = {}
            for item, day in connection.execute("SELECT item, day FROM worn ORDER BY day DESC"):
                worn.setdefault(item, []).append(date.fromisoformat(day))
        return [replace(one, worn=tuple(worn.get(one.id, ()))) for one in found]

    def photo(self, item: str) -> bytes | None:
        """The photo of a piece, a JPEG file; None if it is not there any more."""
        with self._connected() as connection:
            row = connection.execute("SELECT photo FROM items WHERE id = ?", (item,)).fetchone()
        return row[0] if row else None

    def add(self, pieces: Sequence[tuple[Item, bytes]]) -> list[str]:
        """Add pieces with their photos, all or none; returns the ids they get.

        Ids cannot be guessed. Raises `WardrobeError` if the collection would be too large, or the
        disk is full.
        """
        now = datetime.now(UTC).isoformat()
        new = [(replace(one, id=secrets.token_urlsafe(9)), photo, now) for one, photo in pieces]
        self.take_in(new)
        return [one.id for one, _, _ in new]

    def change(self, *items: Item) -> None:
        """Keep pieces as they are given, all or none: label, colours, tags, notes and days.

        Raises `WardrobeError` if one was changed or removed elsewhere since it was read.
        """
        with self._changing() as connection:
            for item in items:
                _change(connection, item)

    def remove(self, item: str) -> None:
        """Remove a piece, if it is there."""
        with self._changing() as connection:
            connection.execute("DELETE FROM items WHERE id = ?", (item,))

    def everything(self) -> list[tuple[Item, bytes, str]]:
        """All pieces with their photos and when they were added, the oldest first."""
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT id, photo, added FROM items ORDER BY added"
            ).fetchall()
        known = {one.id: one for one in self.items()}
        return [(known[own], photo, added) for own, photo, added in rows if own in known]

    def take_in(self, pieces: Sequence[tuple[Item, bytes, str]]) -> int:
        """Add pieces that are not there yet, all or none; returns how many those were."""
        with self._changing() as connection:
            known = {own for (own,) in connection.execute("SELECT id FROM items")}
            new = [piece for piece in pieces if piece[0].id not in known]
            if len(known) + len(new) > MOST_ITEMS:
                raise WardrobeError(
                    f"{len(known) + len(new):,} pieces would be in the wardrobe; expected at most "
                    f"{MOST_ITEMS:,}."
                )
            for item, photo, added in new:
                _insert(connection, item, photo, added)
        return len(new)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A connection on which all that is done is kept together, or nothing of it."""
        with self._connected() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            raise WardrobeError(f"The wardrobe cannot be used: {_why(error)}.") from error


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise WardrobeError(
            f"The wardrobe was written by a newer version of this app: its form is {version}, "
            f"expected {len(MIGRATIONS)}."
        )
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(
            f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;"
        )


def _change(connection: sqlite3.Connection, item: Item) -> None:
    done = connection.execute(
        "UPDATE items SET label = ?, colours = ?, tags = ?, notes = ?, version = version + 1 "
        "WHERE id = ? AND version = ?",
        (
            item.label,
            json.dumps(item.colours),
            json.dumps(item.tags),
            item.notes,
            item.id,
            item.version,
        ),
    ).rowcount
    if not done:
        raise WardrobeError(
            "This piece was changed elsewhere meanwhile; your change was not kept. Look at it as "
            "it is now, and change it again."
        )
    connection.execute("DELETE FROM worn WHERE item = ?", (item.id,))
    _note_days(connection, item)


def _note_days(connection: sqlite3.Connection, item: Item) -> None:
    days = [(item.id, day.isoformat()) for day in item.worn]
    connection.executemany("INSERT INTO worn VALUES (?, ?)", days)


def _insert(connection: sqlite3.Connection, item: Item, photo: bytes, added: str) -> None:
    connection.execute(
        "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            item.id,
            added,
            item.name,
            photo,
            item.thumbnail,
            np.asarray(item.pixels, np.uint8).tobytes(),
            item.guessed,
            item.probability,
            item.label,
            json.dumps(item.colours),
            json.dumps(item.tags),
            item.notes,
            item.version,
        ),
    )
    _note_days(connection, item)


def _item(row: tuple[str, str, bytes, bytes, str, float, str, str, str, str, int]) -> Item:
    values = dict(zip(FIELDS, row, strict=True))
    pixels = np.frombuffer(row[3], np.uint8).reshape(SIDE, SIDE)
    colours, tags = (tuple(json.loads(str(values[name]))) for name in ("colours", "tags"))
    return Item(**{**values, "pixels": pixels, "colours": colours, "tags": tags})  # type: ignore[arg-type]


def _why(error: sqlite3.DatabaseError) -> str:
    """The reason in words; SQLite's own are written for programmers."""
    text = str(error)
    words = {
        "disk is full": "there is no room on the disk, and nothing was changed",
        "locked": "someone else is changing it just now; try again",
        "not a database": "its file is no wardrobe",
        "readonly": "its file may only be read here",
    }
    return next((said for part, said in words.items() if part in text), text)
