"""The record of what was done to a picture: named steps, in order, each with its picture."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

NAMES = (
    "original",
    "grey",
    "background removed",
    "polarity",
    "cropped and centred",
    "28x28",
)


@dataclass(frozen=True, eq=False)
class Step:
    """One step: its name, its picture ((h, w) or (h, w, 3) uint8), and a note on what was done."""

    name: str
    picture: np.ndarray
    note: str = ""


@dataclass(frozen=True)
class Overrides:
    """What a person decides instead of the automatics; defaults to deciding nothing.

    `kind` is "auto", "photo" or "drawing"; `rotate` counts quarter turns to the left; `worn` is
    which part of what a person wears is meant, "whole", "upper" or "lower", or "auto", or "nobody"
    where no person is on the photo.
    """

    kind: str = "auto"
    keep_background: bool = False
    invert: bool = False
    rotate: int = 0
    worn: str = "auto"


@dataclass(frozen=True, eq=False)
class PreparedPicture:
    """What the network sees: `pixels` (28, 28) uint8, and how it came about.

    `views` (n, 28, 28) uint8 are further readings of the same picture, `pixels` the first;
    `other_views` (m, 28, 28) uint8 are readings by less likely masks and of the whole photo, for
    networks that learnt from such. `mask` (h, w) bool is what was cut out of a photo, turned as the
    step "grey" is. `worn` says which part of a person's clothes it is, "whole", "upper" or "lower",
    and is "" where nobody is on the photo; `empty` says that nothing was found.
    """

    pixels: np.ndarray
    kind: str
    empty: bool
    steps: tuple[Step, ...] = field(repr=False)
    views: np.ndarray = field(repr=False)
    other_views: np.ndarray = field(
        repr=False, default_factory=lambda: np.zeros((0, 28, 28), np.uint8)
    )
    mask: np.ndarray | None = field(repr=False, default=None)
    worn: str = ""
