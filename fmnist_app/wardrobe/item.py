"""One piece of clothing of a collection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fmnist_app.data.files import UInt8Array

# Characters that a file's name, a label and notes may have.
LONGEST_NAME, LONGEST_WORD, LONGEST_NOTES = 300, 40, 2_000


@dataclass(frozen=True, eq=False)
class Item:
    """A piece as it stands in the collection.

    `thumbnail` is a JPEG file and `pixels` (28, 28) uint8 what a network sees. `guessed` is the
    network's class with its `probability`, `label` what holds. `colours` are names, the commonest
    first; `worn` are days, the latest first. `version` counts the changes.
    """

    id: str
    name: str
    thumbnail: bytes
    pixels: UInt8Array
    guessed: str
    probability: float
    label: str
    colours: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    worn: tuple[date, ...] = ()
    version: int = 1

    @property
    def last_worn(self) -> date | None:
        """The day on which it was worn last."""
        return self.worn[0] if self.worn else None
