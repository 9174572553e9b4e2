"""Sandals, and shoes from above: soles 1 long, alone or as a pair.

Fields that are single numbers are probabilities.
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
    ellipse,
    line,
    rounded,
)


@dataclass(frozen=True)
class Outsole:
    """A sole from above; `width` is half the width at the toes, all else shares of it."""

    width: Range = (0.17, 0.3)
    waist: Range = (0.6, 1.0)
    heel: Range = (0.65, 1.0)
    inner: Range = (0.8, 1.0)

    def __call__(self, rng: np.random.Generator) -> Points:
        """The outline (n, 2), its toe at the top."""
        width = uniform(rng, self.width)
        waist, heel = width * uniform(rng, self.waist), width * uniform(rng, self.heel)
        right = line((0, 0), (width, 0.05), (width, 0.4), (waist, 0.6), (heel, 0.95))
        left = right[:0:-1] * np.array([-uniform(rng, self.inner), 1.0])
        return rounded(chained([right, line((0, 1.03)), left]), closed=True)


@dataclass(frozen=True)
class Sandal:
    """A sole with straps, from above (one or a pair) or from the side.

    From above it has a thong or, else, bands across.
    """

    from_side: float = 0.3
    thong: float = 0.6
    double_thong: float = 0.5
    bands: IntRange = (1, 3)
    band_width: Range = (0.05, 0.15)
    paired: float = 0.55
    sole: Outsole = Outsole()

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        if chance(rng, self.from_side):
            return _sandal_from_side(rng)
        sole = self.sole(rng)
        straps = self._thong(rng) if chance(rng, self.thong) else self._bands(rng)
        single = Figure([sole], straps)
        return pair(single, rng) if chance(rng, self.paired) else single

    def _thong(self, rng: np.random.Generator) -> list[Points]:
        """One or two lines from both sides to between the toes."""
        toe, spread = rng.uniform(0.1, 0.25), rng.uniform(0.15, 0.26)
        low = rng.uniform(0.35, 0.65)
        lines = [line((-spread, low), (0.0, toe), (spread, low))]
        if chance(rng, self.double_thong):
            lines.append(line((-spread, low - 0.1), (0.0, toe + 0.02), (spread, low - 0.1)))
        return lines

    def _bands(self, rng: np.random.Generator) -> list[Points]:
        """Both edges of each band."""
        lines = []
        for level in rng.uniform(0.12, 0.75, integer(rng, self.bands)):
            width, tilt = uniform(rng, self.band_width), rng.normal(0, 0.06)
            lines.append(line((-0.25, level + tilt), (0.25, level - tilt)))
            lines.append(line((-0.25, level + tilt + width), (0.25, level - tilt + width)))
        return lines


@dataclass(frozen=True)
class LacedFromAbove:
    """A closed shoe from above, its toe at the bottom: opening, edge, laces and toecap.

    `boot` says whether it has a shaft; `width` is a factor on the sole's, `shaft` a length.
    """

    boot: bool = False
    width: Range = (0.9, 1.3)
    edge: float = 0.4
    shaft: Range = (0.2, 0.7)
    laces: IntRange = (0, 5)
    toecap: float = 0.5
    sole: Outsole = Outsole()

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        outline = self.sole(rng) * np.array([uniform(rng, self.width), -1.0])
        width = float(np.abs(outline[:, 0]).max())
        rear, reach = rng.uniform(-0.85, -0.75), rng.uniform(0.12, 0.22)
        figure = Figure([outline], [ellipse((0, rear), (width * rng.uniform(0.45, 0.75), reach))])
        if chance(rng, self.edge):
            figure.seams.append(outline * rng.uniform(0.75, 0.9, 2) - [0.0, 0.07])
        if self.boot:
            top = rear - uniform(rng, self.shaft)
            figure.parts.append(box(-0.85 * width, top, 0.85 * width, rear + 0.1))
            figure.seams[0] = ellipse((0, top), (0.8 * width, reach * 0.6))
        across = width * rng.uniform(0.25, 0.5)
        for level in np.linspace(rear + 0.25, -0.35, integer(rng, self.laces)):
            tilt = rng.normal(0, 0.02)
            figure.seams.append(line((-across, level + tilt), (across, level - tilt)))
        if chance(rng, self.toecap):
            figure.seams.append(arc((0, -0.3), (width * 0.8, rng.uniform(0.04, 0.12)), 180, 360))
        return figure


@dataclass(frozen=True)
class ShoesFromAbove:
    """Sneakers or boots from above, mostly a pair, at times with their toes up."""

    boots: bool = False
    paired: float = 0.8
    toes_up: float = 0.4

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        shown = LacedFromAbove(self.boots)(rng)
        if chance(rng, self.paired):
            shown = pair(shown, rng)
        flip = np.array([1.0, -1.0 if chance(rng, self.toes_up) else 1.0])
        return shown.moved(lambda points: points * flip)


def pair(single: Figure, rng: np.random.Generator) -> Figure:
    """The figure and its mirror image, side by side."""
    low, high = single.bounds()
    apart = (high[0] - low[0]) * rng.uniform(0.42, 0.65)
    lean, slip = np.radians(rng.normal(0, 10)), rng.normal(0, 0.08)
    turn = np.array([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])

    def right(points: Points) -> Points:
        return np.asarray(points @ turn + np.array([apart, 0.0]))

    def left(points: Points) -> Points:
        return np.asarray(right(points) * np.array([-1.0, 1.0]) + np.array([0.0, slip]))

    return single.moved(left).joined(single.moved(right))


def _sandal_from_side(rng: np.random.Generator) -> Figure:
    """A slab, flat or with a heel, under one to three straps."""
    thick, rise = rng.uniform(0.06, 0.16), rng.uniform(0.0, 0.4) if chance(rng, 0.4) else 0.0
    slab = line((0, 0), (0.4, 0), (1, -rise), (1, thick))
    if rise and chance(rng, 0.6):
        heel = line((0.9, thick), (0.85, thick - rise), (0.4, thick), (0, thick))
        slab = chained([slab, heel])
    else:
        slab = chained([slab, line((0, thick))])
    figure = Figure([slab])
    band = arc((0.27, 0.02), (rng.uniform(0.15, 0.26), rng.uniform(0.18, 0.4)), 180, 360)
    figure.straps.append(band)
    if chance(rng, 0.5):
        figure.straps.append((band - [0.27, 0]) * [0.6, 0.9] + [0.27, 0])
    if chance(rng, 0.3):
        figure.parts.append(band)
    if chance(rng, 0.6):
        strap = line((0.7, -0.6 * rise), (0.72, -rise - 0.35), (1.0, -rise - 0.35), (1, -rise))
        figure.straps.append(rounded(strap, rounds=1))
    return figure
