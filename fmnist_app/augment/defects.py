"""Made defects of stated sizes, on pictures of the catalogue: what a damaged piece would show.

A garment is bright on black there, so that a hole shows the black ground.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from fmnist_app.data import SIDE
from fmnist_app.data.files import UInt8Array

Float32Array = npt.NDArray[np.float32]
CLOTH = 40  # of 255: what is at least as bright is taken for cloth
STAIN = 90  # of 255: how much darker a stain makes bright cloth, or brighter dark cloth
DOWN, RIGHT = np.mgrid[:SIDE, :SIDE].astype(np.float32)


@dataclass(frozen=True)
class DefectKind:
    """One kind of defect: its name, what its size is, and the sizes that are measured (pixels)."""

    title: str
    size_is: str
    sizes: tuple[int, ...]
    make: Callable[[UInt8Array, int, np.random.Generator], tuple[Float32Array, Float32Array]]


def with_defect(
    picture: UInt8Array, kind: str, size: int, rng: np.random.Generator
) -> tuple[UInt8Array, npt.NDArray[np.bool_]]:
    """A picture (28, 28) with a defect of so many pixels, and where it is, (28, 28)."""
    cover, instead = KINDS[kind].make(picture, size, rng)
    made = picture * (1 - cover) + instead * cover
    return np.clip(np.rint(made), 0, 255).astype(np.uint8), cover > 0


def _hole(
    picture: UInt8Array, size: int, rng: np.random.Generator
) -> tuple[Float32Array, Float32Array]:
    """A round hole; its edge covers pixels in part."""
    return _disc(_place(picture, rng), size), np.zeros_like(DOWN)


def _stain(
    picture: UInt8Array, size: int, rng: np.random.Generator
) -> tuple[Float32Array, Float32Array]:
    """A round stain on the cloth alone, of one tone."""
    cloth = picture >= CLOTH
    usual = float(np.median(picture[cloth])) if cloth.any() else 0.0
    tone = usual - STAIN if usual > 255 / 2 else usual + STAIN
    return _disc(_place(picture, rng), size) * cloth, np.full_like(DOWN, tone)


def _tear(
    picture: UInt8Array, size: int, rng: np.random.Generator
) -> tuple[Float32Array, Float32Array]:
    """A cut one pixel wide, in any direction."""
    row, column = _place(picture, rng)
    angle = rng.uniform(0, np.pi)
    down, right = np.sin(angle), np.cos(angle)
    along = np.clip((DOWN - row) * down + (RIGHT - column) * right, -size / 2, size / 2)
    away = np.hypot(DOWN - row - along * down, RIGHT - column - along * right)
    return np.clip(1 - away, 0, 1).astype(np.float32), np.zeros_like(DOWN)


def _missing(
    picture: UInt8Array, size: int, rng: np.random.Generator
) -> tuple[Float32Array, Float32Array]:
    """A strip missing from the left or the right, as when a sleeve is."""
    columns = np.flatnonzero((picture >= CLOTH).any(axis=0))
    first, last = (int(columns[0]), int(columns[-1])) if len(columns) else (0, SIDE - 1)
    gone = first + size > RIGHT if rng.random() < 1 / 2 else last - size < RIGHT
    return (gone & (picture > 0)).astype(np.float32), np.zeros_like(DOWN)


def _place(picture: UInt8Array, rng: np.random.Generator) -> tuple[int, int]:
    """A pixel well within the cloth, or of the cloth where it is thin."""
    cloth = picture >= CLOTH
    wide = np.pad(cloth, 1)
    within = cloth & wide[:-2, 1:-1] & wide[2:, 1:-1] & wide[1:-1, :-2] & wide[1:-1, 2:]
    places = np.argwhere(within if within.any() else cloth)
    if not len(places):
        return SIDE // 2, SIDE // 2
    row, column = places[rng.integers(len(places))]
    return int(row), int(column)


def _disc(centre: tuple[int, int], size: int) -> Float32Array:
    away = np.hypot(DOWN - centre[0], RIGHT - centre[1])
    covered: Float32Array = np.clip(size / 2 + 0.5 - away, 0, 1)
    return covered


KINDS: Mapping[str, DefectKind] = MappingProxyType(
    {
        "hole": DefectKind("Hole", "across", (1, 2, 3, 4, 6), _hole),
        "stain": DefectKind("Stain", "across", (2, 4, 6, 8, 10), _stain),
        "tear": DefectKind("Tear", "long", (2, 4, 6, 9, 12), _tear),
        "missing": DefectKind("Missing part", "wide", (1, 2, 3, 4, 6), _missing),
    }
)
