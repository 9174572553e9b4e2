"""Closed shoes from the side, the toe to the left: 1 long, the ground at y = 0.

`height` is the opening's, measured in lengths of the shoe; fields that are single numbers are
probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.sampling import IntRange, Range, chance, integer, uniform
from fmnist_app.augment.synthetic.figure import (
    Figure,
    Points,
    arc,
    box,
    chained,
    line,
    rounded,
)
from fmnist_app.augment.synthetic.soles import LacedFromAbove, pair


@dataclass(frozen=True)
class Profile:
    """A shoe from the side: toe, instep, shaft, and at times a heel or a sole of its own.

    `toe` and `sole` are thicknesses, `shaft` is where the opening begins and `instep` how much the
    shoe rises up to there.
    """

    toe: Range = (0.1, 0.3)
    shaft: Range = (0.35, 0.62)
    instep: Range = (0.02, 0.25)
    dipped: float = 0.4
    smooth: float = 0.6
    heel: float = 0.1
    heel_height: Range = (0.08, 0.3)
    slab: float = 0.45
    sole: Range = (0.04, 0.14)
    welt: float = 0.3

    def __call__(self, height: float, rng: np.random.Generator) -> Figure:
        """A figure with its opening at this height."""
        outline = self._upper(height, rng)
        if chance(rng, self.smooth):
            outline = rounded(outline, rounds=int(rng.integers(1, 3)))
        if chance(rng, self.heel):
            low = uniform(rng, self.heel_height)
            heel = line((0.95, low), (0.72, low), (0.68, 0.03), (0.4, low))
            return Figure([chained([outline, heel])])
        figure = Figure([outline])
        if chance(rng, self.slab):
            figure.parts.append(box(-0.05, -0.02, 1.03, uniform(rng, self.sole)))
        elif chance(rng, self.welt):
            figure.seams.append(line((0.0, -rng.uniform(0.06, 0.12)), (1.0, -0.08)))
        return figure

    def _upper(self, height: float, rng: np.random.Generator) -> Points:
        """The outline without the sole, from the toe to the heel."""
        toe, shaft = uniform(rng, self.toe), uniform(rng, self.shaft)
        instep = min(height * 0.8, toe + uniform(rng, self.instep))
        lean = rng.normal(0, 0.05)
        pieces = [
            line((0.02, 0.0), (-0.03, -0.6 * toe), (0.07, -toe)),
            line((shaft * 0.7, -instep), (shaft + lean, -height * rng.uniform(0.9, 1.05))),
        ]
        if chance(rng, self.dipped):
            pieces.append(line((0.75, -height * rng.uniform(0.75, 0.95))))
        back = (1.0 + lean, -height * rng.uniform(0.9, 1.1))
        pieces.append(line(back, (1.0, -0.15), (0.97, 0.0)))
        return chained(pieces)


@dataclass(frozen=True)
class Laces:
    """Short strokes across the instep, and along the shaft of a boot."""

    count: IntRange = (2, 5)
    length: Range = (0.1, 0.22)
    slope: Range = (0.1, 0.6)

    def __call__(self, height: float, rng: np.random.Generator) -> list[Points]:
        """Lines on a shoe with its opening at this height."""
        levels = np.linspace(0.25, 0.85, integer(rng, self.count))
        length = uniform(rng, self.length)
        starts = np.c_[0.3 + 0.2 * levels, -0.2 - levels * (height - 0.2)]
        return [
            np.stack([start, start + length * np.array([1.0, uniform(rng, self.slope)])])
            for start in starts
        ]


@dataclass(frozen=True)
class Sneaker:
    """A low shoe, from the side or (a pair, laced) from above."""

    height: Range = (0.3, 0.72)
    above: float = 0.1
    from_above: LacedFromAbove = LacedFromAbove()
    profile: Profile = Profile()
    laced: float = 0.5
    laces: Laces = Laces()
    toecap: float = 0.2
    side_stripe: float = 0.25
    opening: float = 0.1

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        if chance(rng, self.above):
            return pair(self.from_above(rng), rng)
        height = uniform(rng, self.height)
        figure = self.profile(height, rng)
        if chance(rng, self.laced):
            figure.seams.extend(self.laces(height, rng))
        if chance(rng, self.toecap):
            figure.seams.append(arc((0.0, 0.0), (rng.uniform(0.15, 0.3), 0.3), -90, 0))
        if chance(rng, self.side_stripe):
            figure.seams.append(rounded(line((0.45, -0.1), (0.6, -0.18), (0.9, -0.3))))
        if chance(rng, self.opening):
            figure.seams.append(arc((0.82, -height), (0.14, 0.06), 0, 180))
        return figure


@dataclass(frozen=True)
class AnkleBoot:
    """A shoe with a shaft as high as it is long, or higher; at times a heel, laces or a cuff."""

    height: Range = (0.78, 1.8)
    profile: Profile = Profile(heel=0.45)
    laced: float = 0.35
    laces: Laces = Laces()
    cuff: float = 0.35
    zip_seam: float = 0.15

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        height = uniform(rng, self.height)
        figure = self.profile(height, rng)
        if chance(rng, self.laced):
            figure.seams.extend(self.laces(height, rng))
        if chance(rng, self.cuff):
            level = -height * rng.uniform(0.82, 0.92)
            figure.seams.append(line((0.4, level), (1.1, level)))
        if chance(rng, self.zip_seam):
            figure.seams.append(line((0.8, -height), (0.8, -0.2)))
        return figure
