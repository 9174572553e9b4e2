"""Which photos a folder has to learn from, and what they show: as its manifest or folders say."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from fmnist_app.core.errors import LabError
from fmnist_app.data import CLASS_NAMES
from fmnist_app.images.files import ENDINGS
from fmnist_app.inference.given import given_label
from fmnist_app.zoo.pool import NO_CLOTHING

EXPECTED = "expected columns path, labels (as 0, or 5|7|9, or -1 for no clothing) and sender"


class PhotosError(LabError):
    """A folder of labelled photos that cannot be learnt from."""


@dataclass(frozen=True)
class PhotoRow:
    """A photo, and who sent it.

    `classes` are those that may be right; none for a picture of no clothing. Unless they stand in
    the order of their numbers, the first is the likeliest.
    """

    path: Path
    classes: tuple[int, ...]
    sender: str


def photo_rows(folder: Path) -> list[PhotoRow]:
    """The photos that `folder`/manifest.csv lists; without one, those in folders named by class.

    Raises `PhotosError` if neither says anything usable.
    """
    listed = folder / "manifest.csv"
    rows = list(_by_manifest(listed) if listed.exists() else _by_folders(folder))
    if not rows and listed.exists():
        raise PhotosError(f"{listed} lists no photo: {EXPECTED}.")
    if not rows:
        raise PhotosError(
            f"{folder} has no manifest.csv and no photo in a folder that is named after a class, "
            "as dresses/1.jpg; expected one or the other."
        )
    return rows


def _by_folders(folder: Path) -> Iterator[PhotoRow]:
    """Photos as `dresses/1.jpg`, or `anna/dresses/1.jpg` where the sender is known."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        given = given_label(inside.as_posix())
        if given is None or path.suffix[1:].lower() not in ENDINGS or not path.is_file():
            continue
        classes = (CLASS_NAMES.index(given),) if given in CLASS_NAMES else ()
        yield PhotoRow(path, classes, _sender(inside))


def _sender(inside: PurePath) -> str:
    """Who sent a photo: the folder around that of its class; without one it is its own group."""
    above = inside.parent.parent
    return above.as_posix() if above.name else inside.as_posix()


def _by_manifest(listed: Path) -> Iterator[PhotoRow]:
    folder = listed.parent
    try:
        text = listed.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise PhotosError(f"{listed} cannot be read: {EXPECTED}.") from problem
    for number, line in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            path = (folder / line["path"]).resolve()
            classes = tuple(dict.fromkeys(int(word) for word in line["labels"].split("|")))
            # A photo without a sender is its own group.
            sender = line.get("sender") or line["path"]
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise PhotosError(
                f"Line {number} of {listed} says too little: {EXPECTED}."
            ) from problem
        nothing = classes == (NO_CLOTHING,)
        if not path.is_relative_to(folder.resolve()):
            raise PhotosError(f"Line {number} of {listed} leads out of the folder.")
        if not nothing and not all(0 <= label <= 9 for label in classes):
            raise PhotosError(f"Line {number} of {listed} has a label that is none: {EXPECTED}.")
        yield PhotoRow(path, () if nothing else classes, sender)
