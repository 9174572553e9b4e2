"""Which pictures differ from the good ones, where, and how unusual that would be of a good one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fmnist_app.core.errors import LabError
from fmnist_app.data import SIDE
from fmnist_app.data.files import UInt8Array
from fmnist_app.inference.anomaly.memory import PatchMemory
from fmnist_app.inference.inside.steps import Array

LEVEL = 0.05  # a picture differs where at most this share of the good ones is as unusual
FEWEST = 20  # good pictures: with 18, one unlike all of them would be one of 19, more than LEVEL
Describe = Callable[[UInt8Array], Array]  # pictures (n, 28, 28) as (n, rows, columns, channels)


class TooFewError(LabError):
    """Fewer good pictures than it takes to call another one unusual."""


@dataclass(frozen=True, eq=False)
class Inspection:
    """What was found of one picture.

    `heat` (28, 28) is each pixel's distance from what is good, and `score` the largest of them, in
    the unit of the features; of `good` good pictures `as_unusual` have a score as high.
    """

    heat: Array
    score: float
    as_unusual: int
    good: int

    @property
    def share(self) -> float:
        """The share of good pictures at least as unusual, counting in this one.

        A conformal p-value: of good pictures at most 5 % have 0.05 or less. Source: Vovk, Gammerman
        and Shafer (2005), "Algorithmic learning in a random world".
        """
        return (1 + self.as_unusual) / (1 + self.good)

    @property
    def differs(self) -> bool:
        """Whether it is to be looked at."""
        return self.share <= LEVEL


class Detector:
    """Knows good pictures alone; what is remembered and what is rare comes from them."""

    def __init__(self, describe: Describe, good: UInt8Array) -> None:
        """Remember good pictures (n, 28, 28); raises `TooFewError` for fewer than 20."""
        if len(good) < FEWEST:
            raise TooFewError(
                f"There are {len(good)} good pictures; expected {FEWEST} or more, as among fewer "
                "nothing is rare enough to be called different."
            )
        self._describe = describe
        self._memory = PatchMemory(describe(good))
        # Each by the others: a picture that finds itself would differ from nothing.
        self._usual = highest(self._memory.among_themselves())

    def inspect(self, pictures: UInt8Array) -> list[Inspection]:
        """What differs in each of pictures (n, 28, 28)."""
        found = self._memory.distances(self._describe(pictures))
        return [
            Inspection(
                _over_pixels(one), float(score), int((self._usual >= score).sum()), self.good
            )
            for one, score in zip(found, highest(found), strict=True)
        ]

    @property
    def good(self) -> int:
        """How many good pictures it knows."""
        return len(self._usual)

    @property
    def typical(self) -> float:
        """The score of the good picture in the middle."""
        return float(np.median(self._usual))

    @property
    def strongest(self) -> float:
        """The score of the most unusual of the good pictures."""
        return float(self._usual.max())


def highest(distances: Array) -> Array:
    """The score of each picture, (n,): the largest of its distances (n, rows, columns)."""
    found: Array = distances.max(axis=(1, 2))
    return found


def _over_pixels(cells: Array) -> Array:
    """Cells (rows, columns) over the pixels (28, 28) in whose middle they look."""
    beside = (SIDE - len(cells)) // 2
    return np.pad(cells, beside, mode="edge")
