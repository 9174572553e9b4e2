"""A collection in one SQLite file: written whole or not at all, and read while it is written."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from fmnist_app.core.database import Database
from fmnist_app.core.errors import LabError
from fmnist_app.data import SIDE
from fmnist_app.wardrobe.item import Item

MOST_ITEMS = 500  # of some 60 kB each, so that all fit through an upload of 50 MB
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
    "id",
    "name",
    "thumbnail",
    "pixels",
    "guessed",
    "probability",
    "label",
    "colours",
    "tags",
    "notes",
    "version",
)


ALL_ITEMS = f"SELECT {', '.join(FIELDS)} FROM items ORDER BY added DESC"  # noqa: S608 - of constants


class WardrobeError(LabError):
    """A collection that cannot be read or changed, with the reason in a sentence."""


class Wardrobe:
    """The collection in the file at `path`."""

    def __init__(self, path: Path) -> None:
        """Open it, or make it; raises `WardrobeError` if it is none that this app can read."""
        self._file = Database(path, MIGRATIONS, "wardrobe", WardrobeError)

    def items(self) -> list[Item]:
        """All pieces, the newest first."""
        with self._file.reading() as connection:
            rows = connection.execute(ALL_ITEMS)
            found = [_item(row) for row in rows]
            worn: dict[str, list[date]] = {}
            for item, day in connection.execute("SELECT item, day FROM worn ORDER BY day DESC"):
                worn.setdefault(item, []).append(date.fromisoformat(day))
        return [replace(one, worn=tuple(worn.get(one.id, ()))) for one in found]

    def photo(self, item: str) -> bytes | None:
        """The photo of a piece, a JPEG file; None if it is not there any more."""
        with self._file.reading() as connection:
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
        with self._file.changing() as connection:
            for item in items:
                _change(connection, item)

    def remove(self, item: str) -> None:
        """Remove a piece, if it is there."""
        with self._file.changing() as connection:
            connection.execute("DELETE FROM items WHERE id = ?", (item,))

    def everything(self) -> list[tuple[Item, bytes, str]]:
        """All pieces with their photos and when they were added, the oldest first."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id, photo, added FROM items ORDER BY added"
            ).fetchall()
        known = {one.id: one for one in self.items()}
        return [(known[own], photo, added) for own, photo, added in rows if own in known]

    def take_in(self, pieces: Sequence[tuple[Item, bytes, str]]) -> int:
        """Add pieces that are not there yet, all or none; returns how many those were."""
        with self._file.changing() as connection:
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
