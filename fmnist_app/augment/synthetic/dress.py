"""Dresses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.sampling import Range, chance, uniform
from fmnist_app.augment.synthetic.figure import (
    Figure,
    Points,
    arc,
    both_sides,
    chained,
    line,
    rounded,
    symmetric,
)
from fmnist_app.augment.synthetic.torso import sleeve


@dataclass(frozen=True)
class Dress:
    """A narrow bodice and a skirt, with straps, short sleeves or none.

    The figure is 1 high; `waist` is a height in it and `width` half the width there, of which `hem`
    and `chest` are multiples; `neck` is a share of the chest, `underarm` a height. `angle` is the
    sleeves' in degrees off the vertical. The other numbers are probabilities.
    """

    waist: Range = (0.25, 0.5)
    width: Range = (0.1, 0.2)
    hem: Range = (1.15, 4.0)
    chest: Range = (0.95, 1.5)
    neck: Range = (0.3, 0.75)
    underarm: Range = (0.06, 0.16)
    sleeve: Range = (0.08, 0.5)
    angle: Range = (10.0, 80.0)
    bell: float = 0.4
    strapped: float = 0.4
    sleeved: float = 0.6
    waistline: float = 0.5
    pleats: float = 0.3
    neckline: float = 0.4

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        waist, width = uniform(rng, self.waist), uniform(rng, self.width)
        hem, chest = width * uniform(rng, self.hem), width * uniform(rng, self.chest)
        neck = chest * uniform(rng, self.neck)
        underarm = uniform(rng, self.underarm)
        side = line((chest, underarm), (width, waist), (hem, 1.0))
        if chance(rng, self.bell):
            bend = (width + (hem - width) * rng.uniform(0.1, 0.9), (waist + 1) / 2)
            skirt = rounded(line((width, waist), bend, (hem, 1.0)))
            side = chained([side[:2], skirt])
        figure = self._bodice(side, neck, rng)
        if chance(rng, self.waistline):
            figure.seams.append(line((-width, waist), (width, waist)))
        if chance(rng, self.pleats):
            places = rng.uniform(-0.7, 0.7, 3)
            figure.seams.extend(line((width * x, waist + 0.1), (hem * x, 0.95)) for x in places)
        if chance(rng, self.neckline):
            figure.seams.append(arc((0, 0), (neck, rng.uniform(0.05, 0.15)), 0, 180))
        return figure

    def _bodice(self, side: Points, neck: float, rng: np.random.Generator) -> Figure:
        """The dress without details; `side` (n, 2) is its right edge from the underarm down."""
        chest, underarm = side[0]
        shoulders = line((neck, 0.0), (chest, rng.uniform(0, 0.06)))
        if chance(rng, self.strapped):
            outline = symmetric(chained([line((neck, underarm)), side]))
            return Figure([outline], straps=_straps(neck, underarm, rng))
        figure = Figure([symmetric(chained([shoulders, side]))])
        if chance(rng, self.sleeved):
            length, angle = uniform(rng, self.sleeve), uniform(rng, self.angle)
            right = sleeve((chest, 0.04), (chest, 0.24), length, angle, elbow=0.0)
            figure.parts.extend(both_sides(right))
        return figure


def _straps(neck: float, low: float, rng: np.random.Generator) -> list[Points]:
    """Two straps upwards from the bodice, upright, leaning or joined behind the neck."""
    lean = rng.choice([1.0, rng.uniform(0.1, 0.9)])
    return both_sides(line((neck * 0.9, low), (neck * lean, low - rng.uniform(0.06, 0.2))))
