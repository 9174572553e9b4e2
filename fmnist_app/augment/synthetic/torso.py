"""The measures of a top, and the parts that tops are put together from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.sampling import Range, chance, uniform
from fmnist_app.augment.synthetic.figure import (
    Figure,
    Points,
    arc,
    both_sides,
    box,
    chained,
    ellipse,
    line,
    reflected,
    symmetric,
)


@dataclass(frozen=True)
class TorsoMeasures:
    """The measures of torsos that are about 1 wide.

    `shoulder` is half the width at the shoulders; `neck` and `side` are shares of it, `hem` one of
    `side`. `slope` is how much the shoulders fall, `armhole` the sleeves' width at the torso, `dip`
    the depth of a neckline cut into the front, and `rise` that of one that is not; `pointed` is the
    probability of a V-neck.
    """

    shoulder: Range = (0.38, 0.52)
    neck: Range = (0.25, 0.6)
    slope: Range = (0.0, 0.16)
    side: Range = (0.72, 1.02)
    hem: Range = (0.85, 1.25)
    armhole: Range = (0.22, 0.42)
    dip: Range = (0.0, 0.2)
    rise: Range = (0.0, 0.05)
    pointed: float = 0.25


USUAL = TorsoMeasures()


class Torso:
    """One top with random measures; x is 0 in its middle and y at its neck."""

    def __init__(
        self,
        rng: np.random.Generator,
        height: float,
        dipped: float = 0.8,
        measures: TorsoMeasures = USUAL,
    ) -> None:
        """Draw the measures; `dipped` is the probability of a neckline cut into the front."""
        self.rng = rng
        self.shoulder = uniform(rng, measures.shoulder)
        self.neck = self.shoulder * uniform(rng, measures.neck)
        self.slope = uniform(rng, measures.slope)
        self.side = self.shoulder * uniform(rng, measures.side)
        self.hem = self.side * uniform(rng, measures.hem)
        self.armhole = uniform(rng, measures.armhole)
        self.height = height
        is_dipped = chance(rng, dipped)
        self.depth = uniform(rng, measures.dip) if is_dipped else -uniform(rng, measures.rise)
        self.pointed = chance(rng, measures.pointed)

    def outline(self) -> Points:
        """The torso's outline with its neckline."""
        half = line(
            (self.neck, 0),
            (self.shoulder, self.slope),
            (self.side, self.slope + self.armhole),
            (self.hem, self.height),
            (0.4 * self.hem, self.height + self.rng.normal(0, 0.02)),
        )
        return chained([symmetric(half), self._neckline(self.depth)])

    def with_sleeves(self, length: float, angle: float, cuffs: float) -> Figure:
        """Torso and sleeves of this length, `angle` degrees off the vertical.

        Long sleeves are bent at the elbow; `cuffs` is a probability.
        """
        figure = Figure([self.outline()])
        elbow = self.rng.normal(0, 18) if length > 0.5 else 0.0
        cuffed = chance(self.rng, cuffs)
        start, armpit = (self.shoulder, self.slope), (self.side, self.slope + self.armhole)
        for side in (1, -1):
            swing = float(np.clip(angle + self.rng.normal(0, 6), 0, 100))
            arm = sleeve(start, armpit, length * self.rng.uniform(0.9, 1.1), swing, elbow)
            cuff = 0.85 * arm[2:4] + 0.15 * arm[[1, 4]]
            figure.parts.append(arm if side == 1 else reflected(arm))
            if cuffed:
                figure.seams.append(cuff if side == 1 else reflected(cuff))
        return figure

    def sleeveless(self) -> Figure:
        """The torso as a vest, with narrow shoulders."""
        self.shoulder = self.neck + self.rng.uniform(0.08, 0.2)
        return Figure([self.outline()])

    def neckband(self) -> Points:
        """A line that follows the neckline below it."""
        band = self._neckline(max(self.depth, 0.0) + self.rng.uniform(0.06, 0.12))
        return np.asarray(band * np.array([1.15, 1.0]))

    def hood(self) -> Points:
        """A rounded hood behind the neck."""
        height = self.rng.uniform(0.22, 0.42)
        return arc((0, 0.05), (self.neck * self.rng.uniform(1.0, 1.5), height), 180, 360)

    def across(self, share: float) -> Points:
        """A line from side to side at a share of the height."""
        level = share * self.height
        return line((-self.side, level), (self.side, level))

    def opening(self, edges: int) -> list[Points]:
        """The front's edges: none, one line (1), two close ones (2), or two that part (3)."""
        top, low = max(self.depth, 0.02), self.height
        if edges == 1:
            shift = self.rng.normal(0, 0.03)
            return [line((shift, top), (shift, low))]
        # Drawn for no edges too: a seed goes on giving the figures that it has always given.
        near = self.rng.uniform(0.03, 0.07) if edges == 2 else self.rng.uniform(0.05, 0.12)
        far = near if edges == 2 else self.rng.uniform(0.08, 0.25)
        sides = (-1, 1) if edges else ()
        return [line((side * near, top), (side * far, low)) for side in sides]

    def lapels(self, low: float) -> list[Points]:
        """Two folded edges that meet on the chest."""
        return both_sides(line((self.neck * 0.9, 0.0), (self.neck * 1.5, low * 0.5), (0.02, low)))

    def collar(self) -> list[Points]:
        """Two collar points."""
        low, out = self.rng.uniform(0.1, 0.26), self.rng.uniform(0.4, 1.0) * self.neck
        return both_sides(line((self.neck, 0.0), (out, low), (0.0, self.rng.uniform(0.04, 0.1))))

    def buttons(self) -> list[Points]:
        """A row of dots down the front."""
        levels = np.linspace(0.25, 0.9, int(self.rng.integers(2, 7))) * self.height
        beside, size = self.rng.normal(0.04, 0.05), self.rng.uniform(0.01, 0.035)
        return [ellipse((beside, level), (size, size)) for level in levels]

    def pockets(self) -> list[Points]:
        """Two pockets: boxes or, as likely, slanting slits."""
        level, inner, outer = self.rng.uniform(0.55, 0.75) * self.height, 0.3, 0.75
        slit = line((inner * self.side, level + 0.08), (outer * self.side, level))
        pocket = box(inner * self.side, level, outer * self.side, level + 0.18)
        return both_sides(pocket if chance(self.rng, 0.5) else slit)

    def _neckline(self, depth: float) -> Points:
        """From the left of the neck to its right."""
        if self.pointed:
            return line((-self.neck, 0), (0, 1.6 * depth), (self.neck, 0))
        return arc((0, 0), (self.neck, depth), 180, 0)


def sleeve(
    shoulder: tuple[float, float],
    armpit: tuple[float, float],
    length: float,
    angle: float,
    elbow: float,
) -> Points:
    """The right sleeve (6, 2) from shoulder to armpit.

    It leaves the shoulder at `angle` degrees off the vertical and is bent by `elbow` degrees.
    """
    armhole = armpit[1] - shoulder[1]
    out = np.radians([angle, angle + elbow])
    ways = np.c_[np.sin(out), np.cos(out)]
    insides = np.c_[-np.cos(out), np.sin(out)]
    start = np.array(shoulder)
    bend = start + 0.5 * length * ways[0]
    cuff = bend + 0.5 * length * ways[1]
    narrow = armhole * (1.0 - 0.35 * min(1.0, length))
    inner = cuff + narrow * insides[1]
    inner_bend = bend + 0.5 * (armhole + narrow) * insides.mean(axis=0)
    return np.stack([start, bend, cuff, inner, inner_bend, np.array(armpit)])
