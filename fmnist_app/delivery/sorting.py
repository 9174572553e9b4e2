"""One's own pictures sorted into folders, by the table that labelling them left."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fmnist_app.core.atomic import writing_to
from fmnist_app.core.errors import LabError
from fmnist_app.inference.annotations import harmless, in_folders

NAME, LABEL = "file_name", "final_label"


class LabelTableError(LabError):
    """A table of labels that cannot be read, or a folder that it cannot be carried out in."""


@dataclass(frozen=True)
class Sorted:
    """How many pictures were copied, and what is in one of the two alone.

    `missing` are names of the table without a picture, `unnamed` pictures that it does not name.
    """

    copied: int
    missing: tuple[str, ...]
    unnamed: tuple[Path, ...]


def read_labels(table: Path) -> Mapping[str, str]:
    """The label that holds for each file name of the table.

    Raises `LabelTableError` if it is none of ours.
    """
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LabelTableError(
            f"{table.name} cannot be read; expected the table that labelling left."
        ) from error
    if not rows or not {NAME, LABEL} <= rows[0].keys():
        raise LabelTableError(
            f"{table.name} has no row, or no columns {NAME} and {LABEL}; expected the table that "
            "labelling left."
        )
    return {row[NAME]: row[LABEL] or "" for row in rows if row[NAME]}


def sort_into(out: Path, pictures: Iterable[Path], labels: Mapping[str, str]) -> Sorted:
    """Copy the pictures into folders of `out`, one for each label.

    A picture goes by its name, with as many of its folders before it as the table has, where no
    other one goes by the same. Raises `LabelTableError` if `out` has anything in it, so that
    nothing is overwritten, and `LabError` if it cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise LabelTableError(f"{out} is there already; expected a new folder, or an empty one.")
    named = dict(_matched(list(pictures), labels))
    place = in_folders()
    with writing_to(out):
        for path, name in named.items():
            if name is not None:
                copy = out / place(labels[name], path.name)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, copy)
    found = {name for name in named.values() if name is not None}
    missing = tuple(name for name in labels if name not in found)
    return Sorted(len(found), missing, tuple(path for path, name in named.items() if name is None))


def _matched(pictures: list[Path], labels: Mapping[str, str]) -> Iterator[tuple[Path, str | None]]:
    """Each picture and the name by which the table knows it, None for one it does not."""
    ends = {path: tuple(_ends(path)) for path in pictures}
    shared = Counter(end for each in ends.values() for end in each)
    for path, each in ends.items():
        yield path, next((end for end in each if shared[end] == 1 and end in labels), None)


def _ends(path: Path) -> Iterator[str]:
    """All names that a path can go by, the longest first: with folder after folder left out."""
    parts = path.absolute().parts[1:]
    return (harmless("/".join(parts[first:])) for first in range(len(parts)))
