"""Trousers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.sampling import Range, chance, uniform
from fmnist_app.augment.synthetic.figure import (
    Figure,
    Points,
    both_sides,
    chained,
    line,
    rounded,
    symmetric,
)


@dataclass(frozen=True)
class Trousers:
    """Two legs from one waist; at times a waistband, a fly, pockets, cuffs or creases.

    The figure is 1 high and `crotch` is a height in it; `waist` is half a width, `hip` a factor on
    it, `hem` a leg's width as a share of it, and `apart` half the gap between the hems. The other
    numbers are probabilities, `jitter` the spread of corners.
    """

    crotch: Range = (0.22, 0.5)
    waist: Range = (0.16, 0.36)
    hip: Range = (1.0, 1.3)
    hem: Range = (0.3, 1.1)
    spread: float = 0.6
    apart: Range = (0.0, 0.3)
    wide_crotch: float = 0.3
    jitter: float = 0.01
    waistband: float = 0.45
    fly: float = 0.4
    pockets: float = 0.35
    cuffs: float = 0.25
    creases: float = 0.1

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        crotch = uniform(rng, self.crotch)
        waist, hip = uniform(rng, self.waist), uniform(rng, self.hip)
        hem = uniform(rng, self.hem) * waist
        apart = uniform(rng, self.apart) if chance(rng, self.spread) else 0.02
        outer = max(waist * hip * 0.8, apart + hem)
        half = line((waist, 0), (waist * hip, crotch * 0.9), (outer, 1.0), (outer - hem, 1.0))
        gusset = rng.uniform(0.02, 0.1) if chance(rng, self.wide_crotch) else 0.0
        half = chained([half, line((gusset, crotch))])
        outline = symmetric(half + rng.normal(0, self.jitter, half.shape))
        seams = self._front(waist, crotch, rng)
        return Figure([outline], seams + self._leg_seams(waist, crotch, outer, hem, rng))

    def _front(self, waist: float, crotch: float, rng: np.random.Generator) -> list[Points]:
        """Waistband, fly and pockets."""
        seams = []
        if chance(rng, self.waistband):
            level = rng.uniform(0.05, 0.13)
            seams.append(line((-waist * 1.1, level), (waist * 1.1, level)))
        if chance(rng, self.fly):
            seams.append(line((0, 0.05), (0, crotch)))
        if chance(rng, self.pockets):
            edge = line((waist * 0.5, 0.08), (waist * 0.6, 0.2), (waist * 1.2, 0.22))
            seams.extend(both_sides(rounded(edge)))
        return seams

    def _leg_seams(
        self, waist: float, crotch: float, outer: float, hem: float, rng: np.random.Generator
    ) -> list[Points]:
        """Cuffs and creases."""
        seams = []
        if chance(rng, self.cuffs):
            level = rng.uniform(0.88, 0.95)
            seams.extend(both_sides(line((outer - hem * 0.9, level), (outer * 0.97, level))))
        if chance(rng, self.creases):
            crease = line((waist * 0.55, crotch * 0.6), (outer - hem / 2, 0.95))
            seams.extend(both_sides(crease))
        return seams
