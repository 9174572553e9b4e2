"""A delivery in one SQLite file: its pictures, the network's labels, and what people said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fmnist_app.core.database import Database
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.inference.label import Doubt, Label

MOST_PICTURES = 1_000  # some 30 kB each
MIGRATIONS = (
    """
    CREATE TABLE pictures(
        place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        label TEXT, why TEXT, thumbnail BLOB, photo BLOB, look BLOB
    ) STRICT;
    CREATE TABLE copies(
        key TEXT NOT NULL REFERENCES pictures(key) ON DELETE CASCADE, name TEXT NOT NULL,
        PRIMARY KEY(key, name)
    ) STRICT;
    CREATE TABLE said(
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE REFERENCES pictures(key) ON DELETE CASCADE,
        label TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT;
    """,
    "ALTER TABLE pictures ADD COLUMN network TEXT NOT NULL DEFAULT '';",
)


class DeliveryError(LabError):
    """A delivery that cannot be read or changed, with the reason in a sentence."""


@dataclass(frozen=True)
class Named:
    """A picture that came: `key` is the digest of its file, `name` the file's."""

    key: str
    name: str


@dataclass(frozen=True, eq=False)
class Read:
    """What was made of a picture: its label, two JPEG files, and its look (`alike`).

    `network` is the name of the one that labelled it. A picture that could not be read has the
    sentence `why` and nothing else.
    """

    key: str
    label: Label | None = None
    why: str = ""
    thumbnail: bytes = b""
    photo: bytes = b""
    look: bytes = b""
    network: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of a delivery as it stands; neither `label` nor `why` as long as it waits."""

    key: str
    name: str
    label: Label | None
    why: str
    network: str = ""


@dataclass(frozen=True)
class Said:
    """What a person said a picture is, and when, ISO 8601 in UTC."""

    label: str
    at: str


class Delivery:
    """The delivery in the file at `path`."""

    def __init__(self, path: Path) -> None:
        """Open it, or make it; raises `DeliveryError` if it is none that this app can read."""
        self._file = Database(path, MIGRATIONS, "delivery", DeliveryError)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._file.path

    def expect(self, files: Sequence[Named]) -> list[Named]:
        """Note pictures that came; returns those that are still to be read.

        The same file under another name is noted as a copy. All or none come in: raises
        `DeliveryError` if there would be too many.
        """
        with self._file.changing() as connection:
            known = {
                key: (name, done)
                for key, name, done in connection.execute(
                    "SELECT key, name, label IS NOT NULL OR why IS NOT NULL FROM pictures"
                )
            }
            wanted: dict[str, Named] = {}
            for file in files:
                name, done = known.get(file.key, (None, False))
                if name is None:
                    known[file.key] = (file.name, False)
                    connection.execute(
                        "INSERT INTO pictures(key, name) VALUES (?, ?)", (file.key, file.name)
                    )
                elif name != file.name:
                    connection.execute(
                        "INSERT OR IGNORE INTO copies VALUES (?, ?)", (file.key, file.name)
                    )
                if not done:
                    wanted.setdefault(file.key, file)
            if len(known) > MOST_PICTURES:
                raise DeliveryError(
                    f"{count(len(known), 'picture')} would be in this delivery; expected at most "
                    f"{count(MOST_PICTURES)}. Begin another for the rest."
                )
        return list(wanted.values())

    def note(self, read: Iterable[Read]) -> None:
        """Keep what was made of pictures, all of it or nothing."""
        with self._file.changing() as connection:
            connection.executemany(
                "UPDATE pictures SET label = ?, why = ?, thumbnail = ?, photo = ?, look = ?, "
                "network = ? WHERE key = ?",
                [
                    (
                        one.label and json.dumps(asdict(one.label)),
                        one.why or None,
                        one.thumbnail,
                        one.photo,
                        one.look,
                        one.network,
                        one.key,
                    )
                    for one in read
                ],
            )

    def pictures(self) -> list[Picture]:
        """All pictures, in the order in which they came."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT key, name, label, why, network FROM pictures ORDER BY place"
            )
            return [
                Picture(key, name, _label(label) if label else None, why or "", network)
                for key, name, label, why, network in rows
            ]

    def left(self) -> int:
        """How many pictures wait to be read."""
        with self._file.reading() as connection:
            (found,) = connection.execute(
                "SELECT COUNT(*) FROM pictures WHERE label IS NULL AND why IS NULL"
            ).fetchone()
        return int(found)

    def leave_out(self) -> None:
        """Forget the pictures that wait to be read: their files did not outlast the server."""
        with self._file.changing() as connection:
            connection.execute("DELETE FROM pictures WHERE label IS NULL AND why IS NULL")

    def thumbnails(self) -> dict[str, bytes]:
        """The small JPEG file of each picture that was read."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT key, thumbnail FROM pictures WHERE label IS NOT NULL")
            return dict(rows.fetchall())

    def photo(self, key: str) -> bytes:
        """The larger JPEG file of a picture; empty if there is none."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT photo FROM pictures WHERE key = ?", (key,)).fetchone()
        return (row and row[0]) or b""

    def looks(self) -> tuple[list[str], npt.NDArray[np.uint8]]:
        """The keys of the pictures that were read, and their looks, (n, d)."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT key, look FROM pictures WHERE label IS NOT NULL ORDER BY place"
            ).fetchall()
        looks = np.frombuffer(b"".join(look for _, look in rows), np.uint8)
        return [key for key, _ in rows], looks.reshape(len(rows), -1)

    def copies(self) -> list[tuple[str, str]]:
        """The keys of pictures that came again, with the names of those other files."""
        with self._file.reading() as connection:
            return connection.execute("SELECT key, name FROM copies ORDER BY name").fetchall()

    def said(self) -> dict[str, Said]:
        """What people said, by the pictures' keys, in the order in which it was said."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT key, label, at FROM said ORDER BY number")
            return {key: Said(label, at) for key, label, at in rows}

    def say(self, changes: Mapping[str, str | None]) -> None:
        """Keep what people said of pictures, all or nothing of it; None takes back."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._file.changing() as connection:
            for key, label in changes.items():
                connection.execute("DELETE FROM said WHERE key = ?", (key,))
                if label:
                    connection.execute(
                        "INSERT INTO said(key, label, at) SELECT key, ?, ? FROM pictures "
                        "WHERE key = ?",
                        (label, now, key),
                    )


def _label(text: str) -> Label:
    values = json.loads(text)
    doubt = Doubt(values["doubt"]) if values["doubt"] else None
    return Label(**{**values, "doubt": doubt, "likeliest": tuple(values["likeliest"])})
