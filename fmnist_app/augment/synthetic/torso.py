"""The measures of a top, and the parts that tops are put together from."""

from __future__ import annotations

import numpy as np

from fmnist_app.augment.synthetic.shape import (
    Figure,
    Points,
    arc,
    both,
    box,
    chance,
    line,
    mirrored,
    ring,
    stack,
)


class Top:
    """The measures of one top; its torso is about 1 wide and `tall` high."""

    def __init__(self, rng: np.random.Generator, tall: float, dip: float = 0.8) -> None:
        """Draw the measures; `dip` is the chance of a neckline cut into the front."""
        self.rng = rng
        self.shoulder = rng.uniform(0.38, 0.52)
        self.neck = self.shoulder * rng.uniform(0.25, 0.6)
        self.drop = rng.uniform(0.0, 0.16)
        self.side = self.shoulder * rng.uniform(0.72, 1.02)
        self.hem = self.side * rng.uniform(0.85, 1.25)
        self.armhole = rng.uniform(0.22, 0.42)
        self.size = np.array([1.0, tall])
        self.depth = rng.uniform(0.0, 0.2) if chance(rng, dip) else -rng.uniform(0.0, 0.05)
        self.pointed = chance(rng, 0.25)

    def torso(self) -> Points:
        """The torso's outline with its neckline."""
        low = self.size[1]
        half = line(
            (self.neck, 0),
            (self.shoulder, self.drop),
            (self.side, self.drop + self.armhole),
            (self.hem, low),
            (0.4 * self.hem, low + self.rng.normal(0, 0.02)),
        )
        return stack([both(half), self._neckline(self.depth)])

    def with_sleeves(self, length: float, swing: float, cuffs: float = 0.2) -> Figure:
        """Torso and sleeves of this length, swung outwards by `swing` degrees."""
        figure = Figure([self.torso()])
        fold = self.rng.normal(0, 18) if length > 0.5 else 0.0
        cuffed = chance(self.rng, cuffs)
        for turn in (1, -1):
            angle = float(np.clip(swing + self.rng.normal(0, 6), 0, 100))
            reach = length * self.rng.uniform(0.9, 1.1)
            start, pit = (self.shoulder, self.drop), (self.side, self.drop + self.armhole)
            sleeve = sleeve_of(start, pit, reach, angle, fold)
            cuff = 0.85 * sleeve[2:4] + 0.15 * sleeve[[1, 4]]
            figure.parts.append(sleeve if turn == 1 else mirrored(sleeve))
            if cuffed:
                figure.lines.append(cuff if turn == 1 else mirrored(cuff))
        return figure

    def sleeveless(self) -> Figure:
        """The torso as a vest, with narrow shoulders."""
        self.shoulder = self.neck + self.rng.uniform(0.08, 0.2)
        return Figure([self.torso()])

    def neckband(self) -> Points:
        """A line that follows the neckline below it."""
        band = self._neckline(max(self.depth, 0.0) + self.rng.uniform(0.06, 0.12))
        return np.asarray(band * np.array([1.15, 1.0]))

    def hood(self) -> Points:
        """A rounded hood behind the neck."""
        high = self.rng.uniform(0.22, 0.42)
        return arc((0, 0.05), (self.neck * self.rng.uniform(1.0, 1.5), high), 180, 360)

    def across(self, share: float) -> Points:
        """A line from side to side at a share of the height."""
        level = share * self.size[1]
        return line((-self.side, level), (self.side, level))

    def opening(self, kind: int, rng: np.random.Generator) -> list[Points]:
        """The front's edges: none, one line, two close ones, or two that part."""
        top, low = max(self.depth, 0.02), self.size[1]
        if kind == 1:
            shift = rng.normal(0, 0.03)
            return [line((shift, top), (shift, low))]
        near = rng.uniform(0.03, 0.07) if kind == 2 else rng.uniform(0.05, 0.12)
        far = near if kind == 2 else rng.uniform(0.08, 0.25)
        return [line((s * near, top), (s * far, low)) for s in (-1, 1)] if kind else []

    def lapels(self, low: float) -> list[Points]:
        """Two folded edges that meet on the chest."""
        bend = (self.neck * 1.5, low * 0.5)
        right = line((self.neck * 0.9, 0.0), bend, (0.02, low))
        return [right, mirrored(right)]

    def collar(self, rng: np.random.Generator) -> list[Points]:
        """Two collar points."""
        low, out = rng.uniform(0.1, 0.26), rng.uniform(0.4, 1.0) * self.neck
        right = line((self.neck, 0.0), (out, low), (0.0, rng.uniform(0.04, 0.1)))
        return [right, mirrored(right)]

    def buttons(self, rng: np.random.Generator) -> list[Points]:
        """A row of dots down the front."""
        levels = np.linspace(0.25, 0.9, int(rng.integers(2, 7))) * self.size[1]
        beside, size = rng.normal(0.04, 0.05), rng.uniform(0.01, 0.035)
        return [ring((beside, level), (size, size)) for level in levels]

    def pockets(self, rng: np.random.Generator) -> list[Points]:
        """Two pockets: boxes, or slanting slits."""
        level, inner, outer = rng.uniform(0.55, 0.75) * self.size[1], 0.3, 0.75
        right = line((inner * self.side, level + 0.08), (outer * self.side, level))
        if chance(rng, 0.5):
            right = box(inner * self.side, level, outer * self.side, level + 0.18)
        return [right, mirrored(right)]

    def _neckline(self, depth: float) -> Points:
        """From the left of the neck to its right."""
        if self.pointed:
            return line((-self.neck, 0), (0, 1.6 * depth), (self.neck, 0))
        return arc((0, 0), (self.neck, depth), 180, 0)


def sleeve_of(
    shoulder: tuple[float, float],
    pit: tuple[float, float],
    length: float,
    swing: float,
    fold: float,
) -> Points:
    """The right sleeve (6, 2) from shoulder to armpit, swung by `swing` degrees, bent by `fold`."""
    armhole = pit[1] - shoulder[1]
    out = np.radians([swing, swing + fold])
    ways = np.c_[np.sin(out), np.cos(out)]
    insides = np.c_[-np.cos(out), np.sin(out)]
    start = np.array(shoulder)
    elbow = start + 0.5 * length * ways[0]
    cuff = elbow + 0.5 * length * ways[1]
    narrow = armhole * (1.0 - 0.35 * min(1.0, length))
    inner = cuff + narrow * insides[1]
    bend = elbow + 0.5 * (armhole + narrow) * insides.mean(axis=0)
    return np.stack([start, elbow, cuff, inner, bend, np.array(pit)])
