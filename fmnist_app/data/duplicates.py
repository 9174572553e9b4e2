"""Pictures of the data set that show the same photo, or all but the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from fmnist_app.core.errors import LabError
from fmnist_app.data.dataset import Dataset

FILE = Path(__file__).with_name("duplicates.json")
# Correlation of two pictures' pixels. Looked at one by one, all pairs above it show the same piece;
# below 0.997 most are trousers of one cut.
NEAR = 0.998
AT_ONCE = 2_000  # pictures against all others: 560 MB of correlations
DIGITS = 5


class DuplicatesError(LabError):
    """The file of pairs that is missing, or is not what `data --duplicates` writes."""


@dataclass(frozen=True)
class Place:
    """A picture by its set and its number there, from 0."""

    part: Literal["train", "test"]
    number: int


@dataclass(frozen=True)
class Pair:
    """Two pictures, the one that comes first first, and how much they correlate (up to 1)."""

    first: Place
    second: Place
    correlation: float

    @property
    def crosses(self) -> bool:
        """Whether one is learnt from and the other tested on."""
        return self.first.part != self.second.part


def near_duplicates(dataset: Dataset) -> Iterator[tuple[float, list[Pair]]]:
    """Compare all pictures with each other; yields the share that is done, and the pairs found."""
    pictures = np.concatenate([dataset.train_images, dataset.test_images])
    rows = _centred(pictures.reshape(len(pictures), -1))
    learnt = len(dataset.train_images)
    for start in range(0, len(rows), AT_ONCE):
        alike = rows[start : start + AT_ONCE] @ rows[start:].T
        found = [
            Pair(_place(start + one, learnt), _place(start + other, learnt), _rounded(value))
            for one, other in np.argwhere(alike > NEAR).tolist()
            if other > one
            for value in (alike[one, other],)
        ]
        yield min(1.0, (start + AT_ONCE) / len(rows)), found


def _centred(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Each row (n, 784) less its mean, of length 1, so that a product is a correlation."""
    rows = pixels.astype(np.float32)
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return rows


def _place(row: int, learnt: int) -> Place:
    return Place("train", row) if row < learnt else Place("test", row - learnt)


def _rounded(value: float) -> float:
    return round(min(1.0, float(value)), DIGITS)


def as_json(pairs: list[Pair], sha256: str) -> str:
    """The pairs, the most alike first, with the digest of the data set that they are of."""
    ordered = sorted(pairs, key=lambda pair: -pair.correlation)
    told = {"data_sha256": sha256, "above": NEAR, "pairs": [asdict(pair) for pair in ordered]}
    return json.dumps(told, indent=1) + "\n"


def read_pairs(path: Path = FILE) -> tuple[Pair, ...]:
    """What `data --duplicates` wrote; raises `DuplicatesError`."""
    try:
        told = json.loads(path.read_bytes())["pairs"]
        return tuple(
            Pair(Place(**one["first"]), Place(**one["second"]), one["correlation"]) for one in told
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DuplicatesError(
            f"{path.name} cannot be read; `python -m fmnist_app data --duplicates` writes it."
        ) from error


def picture_at(dataset: Dataset, place: Place) -> npt.NDArray[np.uint8]:
    """The picture (28, 28) at a place."""
    images = dataset.train_images if place.part == "train" else dataset.test_images
    return np.asarray(images[place.number])


def label_at(dataset: Dataset, place: Place) -> int:
    """The label of the picture at a place."""
    labels = dataset.train_labels if place.part == "train" else dataset.test_labels
    return int(labels[place.number])
