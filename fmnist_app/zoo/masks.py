"""How well garments are cut out: the app's masks against masks drawn by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from fmnist_app.core.errors import LabError
from fmnist_app.images import Overrides, preprocess

# Outlines by a photo's path in the folder that it is measured on; points are shares of its width
# and height. Drawn by eye, with some twenty points each: even a perfect mask would not reach 1.
FILE = Path(__file__).with_name("files") / "masks.json"
Outlines = list[list[tuple[float, float]]]
LITTLE = 0.5  # overlaps below are cut-outs that failed


class MasksError(LabError):
    """A folder that has none of the photos whose masks were drawn by hand."""


@dataclass(frozen=True)
class Overlaps:
    """Intersection over union (0-1) of each photo's mask with the one drawn by hand."""

    by_photo: Mapping[str, float]

    @property
    def mean(self) -> float:
        """Over all photos."""
        return float(np.mean(list(self.by_photo.values())))

    @property
    def failed(self) -> float:
        """The share of photos with an overlap under a half."""
        return float(np.mean([one < LITTLE for one in self.by_photo.values()]))


def overlaps(folder: Path, file: Path = FILE) -> Overlaps:
    """The overlaps for the photos of `folder` that are in `file`; raises `MasksError` for none."""
    found = dict(_overlaps(folder, json.loads(file.read_text(encoding="utf-8"))))
    if not found:
        raise MasksError(f"{folder} has none of the photos that {file.name} has masks of.")
    return Overlaps(found)


def _overlaps(folder: Path, drawn: Mapping[str, Outlines]) -> Iterator[tuple[str, float]]:
    for name, outlines in drawn.items():
        if (folder / name).is_file():
            sight = preprocess(folder / name, Overrides(kind="photo"))
            by_hand = filled(outlines, sight.steps[1].picture.shape[:2])
            mask = np.ones_like(by_hand) if sight.mask is None else sight.mask
            yield name, overlap(mask, by_hand)


def filled(outlines: Outlines, shape: tuple[int, ...]) -> np.ndarray:
    """The mask (h, w) bool within outlines, for a photo of that shape."""
    mask = np.zeros(shape, np.uint8)
    for outline in outlines:
        points = np.round(np.array(outline) * shape[::-1]).astype(np.int32)
        cv2.fillPoly(mask, [points], 1)
    return mask.astype(bool)


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    """Intersection over union of two masks (h, w) bool; 0 where both are empty."""
    return float((one & other).sum() / max(1, (one | other).sum()))
