"""Bags: hand bags, purses, rucksacks and cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.sampling import Range, chance, uniform
from fmnist_app.augment.synthetic.figure import (
    Figure,
    FigureMaker,
    Points,
    arc,
    box,
    chained,
    ellipse,
    line,
    rounded,
    symmetric,
)

ROUND, SQUARE, POINTED = 0.6, 0.3, 0.1


@dataclass(frozen=True)
class Handles:
    """One or two handles above y = 0: round, square or pointed.

    `present` and `second` are the probabilities of any and of a second one; `reach` is half the
    width as a share of half the bag's, `rise` the height as a share of the bag's.
    """

    present: float = 0.94
    second: float = 0.35
    reach: Range = (0.35, 1.0)
    rise: Range = (0.2, 0.9)

    def __call__(self, top: float, height: float, rng: np.random.Generator) -> list[Points]:
        """Handles of a bag `height` high whose top is `top` wide on each side of the middle."""
        reach = top * uniform(rng, self.reach)
        rise = uniform(rng, self.rise) * max(height, 0.4)
        forms = (
            arc((0, 0.02), (reach, rise), 180, 360),
            line((-reach, 0.02), (-reach * 0.9, -rise), (reach * 0.9, -rise), (reach, 0.02)),
            line((-reach, 0.02), (0.0, -rise), (reach, 0.02)),
        )
        handle = forms[rng.choice(3, p=[ROUND, SQUARE, POINTED])]
        if not chance(rng, self.present):
            return []
        if not chance(rng, self.second):
            return [handle]
        return [handle, handle * np.array([rng.uniform(0.6, 0.9), rng.uniform(0.6, 1.0)])]


@dataclass(frozen=True)
class Closure:
    """What shuts a bag: a straight or a rounded flap, and a clasp; each a probability."""

    straight: float = 0.35
    curved: float = 0.3
    clasp: float = 0.35
    round_clasp: float = 0.6
    level: Range = (0.15, 0.5)

    def __call__(self, width: float, height: float, rng: np.random.Generator) -> list[Points]:
        """Seams on a bag `height` high and `width` wide on each side of the middle."""
        seams = []
        level = uniform(rng, self.level) * height
        if chance(rng, self.straight):
            seams.append(line((-width, level), (width, level)))
        elif chance(rng, self.curved):
            seams.append(arc((0, 0.05), (width * 0.95, level * 1.3), 0, 180))
        if chance(rng, self.clasp):
            size = rng.uniform(0.03, 0.09)
            is_round = chance(rng, self.round_clasp)
            square = box(-size, level, size, level + size)
            seams.append(ellipse((0, level), (size, size)) if is_round else square)
        return seams


@dataclass(frozen=True)
class HandBag:
    """A box, wider at the top or at the bottom, under its handles; `soft` is a probability."""

    height: Range = (0.45, 1.2)
    top: Range = (0.3, 0.6)
    bottom: Range = (0.35, 0.65)
    soft: float = 0.35
    handles: Handles = Handles()
    closure: Closure = Closure()

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        height, top = uniform(rng, self.height), uniform(rng, self.top)
        bottom = uniform(rng, self.bottom)
        body = symmetric(line((0.0, 0.0), (top, 0.0), (bottom, height), (0.0, height)))
        if chance(rng, self.soft):
            body = rounded(body, closed=True)
        straps = self.handles(top, height, rng)
        return Figure([body], self.closure(top, height, rng), straps)


@dataclass(frozen=True)
class Purse:
    """A rounded sack, half of them flat below a frame, often under a long strap."""

    width: Range = (0.35, 0.6)
    height: Range = (0.3, 0.6)
    half: float = 0.5
    strap: float = 0.75
    handles: Handles = Handles()
    closure: Closure = Closure()

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        width, height = uniform(rng, self.width), uniform(rng, self.height)
        body = ellipse((0, 0), (width, height))
        if chance(rng, self.half):
            crown = arc((0, 0), (width, height), 180, 360)
            body = chained([crown, line((width, height), (-width, height))])
        straps: list[Points] = []
        if chance(rng, self.strap):
            shift = np.array([0.0, -0.7 * height])
            straps = [part + shift for part in self.handles(width, height, rng)]
        return Figure([body], self.closure(width, height, rng), straps)


@dataclass(frozen=True)
class Rucksack:
    """A tall rounded body with pockets and straps at its sides; all but measures probabilities."""

    width: Range = (0.3, 0.45)
    height: Range = (0.8, 1.2)
    crown: Range = (0.6, 1.0)
    pocket: float = 0.7
    soft_pocket: float = 0.5
    loop: float = 0.6
    two_straps: float = 0.6
    strap: float = 0.75
    lid: float = 0.4
    side_pocket: float = 0.15

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        width, height = uniform(rng, self.width), uniform(rng, self.height)
        crown = arc((0, width * 0.9), (width, width * uniform(rng, self.crown)), 180, 360)
        body = chained([crown, line((width * 1.1, height), (-width * 1.1, height))])
        figure = Figure([body])
        if chance(rng, self.pocket):
            level = rng.uniform(0.5, 0.7) * height
            pocket = box(-0.65 * width, level, 0.65 * width, 0.95 * height)
            figure.seams.append(rounded(pocket, True) if chance(rng, self.soft_pocket) else pocket)
        figure.straps.extend(self._straps(width, height, rng))
        if chance(rng, self.lid):
            figure.seams.append(arc((0, 0.3 * height), (width, rng.uniform(0.05, 0.2)), 0, 180))
        if chance(rng, self.side_pocket):
            depth = rng.uniform(0.1, 0.25)
            figure.parts.append(box(width, 0.35 * height, width + depth, 0.95 * height))
        return figure

    def _straps(self, width: float, height: float, rng: np.random.Generator) -> list[Points]:
        """A loop on top, and a strap on one side or on both."""
        straps = []
        if chance(rng, self.loop):
            straps.append(arc((0, 0.1), (0.35 * width, rng.uniform(0.1, 0.25)), 180, 360))
        sides = [1, -1] if chance(rng, self.two_straps) else [1]
        if chance(rng, self.strap):
            reach = (rng.uniform(0.12, 0.4), rng.uniform(0.25, 0.42) * height)
            strap = arc((width, 0.55 * height), reach, -90, 90)
            straps.extend(strap * np.array([side, 1]) for side in sides)
        return straps


@dataclass(frozen=True)
class Case:
    """A flat box with a small handle, a flap like an envelope's, or another closure."""

    width: Range = (0.45, 0.65)
    height: Range = (0.5, 0.85)
    soft: float = 0.5
    handle: float = 0.7
    envelope: float = 0.4
    handles: Handles = Handles()
    closure: Closure = Closure()

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        width, height = uniform(rng, self.width), uniform(rng, self.height)
        body = box(-width, 0, width, height)
        if chance(rng, self.soft):
            body = rounded(body, closed=True)
        straps = self.handles(width * 0.5, 0.35, rng) if chance(rng, self.handle) else []
        if chance(rng, self.envelope):
            tip = (0.0, rng.uniform(0.3, 0.6) * height)
            return Figure([body], [line((-width, 0.0), tip, (width, 0.0))], straps)
        return Figure([body], self.closure(width, height, rng), straps)


@dataclass(frozen=True)
class Bag:
    """A bag of any kind; one that is named twice is as often drawn."""

    kinds: tuple[FigureMaker, ...] = (
        *(HandBag(),) * 3,
        Purse(),
        *(Rucksack(),) * 2,
        Case(),
    )

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        return self.kinds[rng.integers(len(self.kinds))](rng)
