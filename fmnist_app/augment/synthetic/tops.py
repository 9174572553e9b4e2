"""Tops: a torso, two sleeves, a neck, and what tells the four classes of them apart.

Unless a field says otherwise: `height` and `sleeve` are lengths for a torso about 1 wide, `angle`
is the sleeves' in degrees off the vertical, and all else is the probability of a detail.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.sampling import Range, chance, uniform
from fmnist_app.augment.synthetic.figure import Figure, Points, box, ellipse, line, rounded
from fmnist_app.augment.synthetic.torso import Torso


@dataclass(frozen=True)
class TShirt:
    """Short sleeves, a neckline, at times a print; seldom a vest."""

    height: Range = (0.75, 1.35)
    sleeve: Range = (0.14, 0.45)
    angle: Range = (15.0, 95.0)
    cuffs: float = 0.2
    sleeveless: float = 0.06
    neckband: float = 0.4
    printed: float = 0.3

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        torso = Torso(rng, uniform(rng, self.height))
        length, angle = uniform(rng, self.sleeve), uniform(rng, self.angle)
        figure = torso.with_sleeves(length, angle, self.cuffs)
        if chance(rng, self.sleeveless):
            figure = torso.sleeveless()
        if chance(rng, self.neckband):
            figure.seams.append(torso.neckband())
        if chance(rng, self.printed):
            figure.seams.extend(_print(torso, rng))
        return figure


@dataclass(frozen=True)
class Pullover:
    """Long sleeves and a closed front; at times ribs, a hood, a high neck, a pocket or stripes."""

    height: Range = (0.7, 1.2)
    sleeve: Range = (0.5, 1.15)
    angle: Range = (6.0, 92.0)
    dipped: float = 0.6
    cuffs: float = 0.4
    neckband: float = 0.45
    hem: float = 0.4
    hood: float = 0.15
    high_neck: float = 0.12
    printed: float = 0.25
    pocket: float = 0.12

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        torso = Torso(rng, uniform(rng, self.height), self.dipped)
        length, angle = uniform(rng, self.sleeve), uniform(rng, self.angle)
        figure = torso.with_sleeves(length, angle, self.cuffs)
        if chance(rng, self.neckband):
            figure.seams.append(torso.neckband())
        if chance(rng, self.hem):
            figure.seams.append(torso.across(rng.uniform(0.86, 0.94)))
        if chance(rng, self.hood):
            figure.parts.append(torso.hood())
            throat = line((-0.12, -0.1), (-0.1, 0.12), (0.1, 0.12), (0.12, -0.1))
            figure.seams.append(rounded(throat))
        if chance(rng, self.high_neck):
            figure.parts.append(box(-torso.neck, -rng.uniform(0.06, 0.16), torso.neck, 0.04))
        if chance(rng, self.printed):
            figure.seams.extend(_print(torso, rng))
        if chance(rng, self.pocket):
            edge = line((-0.18, 0.9), (-0.1, 0.62), (0.1, 0.62), (0.18, 0.9))
            figure.seams.append(edge * np.array([1.0, torso.height]))
        return figure


@dataclass(frozen=True)
class Coat:
    """A front that opens from top to bottom; at times lapels, buttons, pockets, hood or belt.

    `openings` are kinds of `Torso.opening`, each as likely.
    """

    height: Range = (0.75, 1.7)
    sleeve: Range = (0.4, 1.15)
    angle: Range = (6.0, 80.0)
    dipped: float = 0.5
    cuffs: float = 0.3
    openings: tuple[int, ...] = (1, 1, 2, 3)
    lapels: float = 0.4
    lapel_depth: Range = (0.25, 0.55)
    buttons: float = 0.35
    pockets: float = 0.4
    hood: float = 0.25
    belt: float = 0.12

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        torso = Torso(rng, uniform(rng, self.height), self.dipped)
        length, angle = uniform(rng, self.sleeve), uniform(rng, self.angle)
        figure = torso.with_sleeves(length, angle, self.cuffs)
        figure.seams.extend(torso.opening(rng.choice(self.openings)))
        if chance(rng, self.lapels):
            figure.seams.extend(torso.lapels(uniform(rng, self.lapel_depth)))
        if chance(rng, self.buttons):
            figure.seams.extend(torso.buttons())
        if chance(rng, self.pockets):
            figure.seams.extend(torso.pockets())
        if chance(rng, self.hood):
            figure.parts.append(torso.hood())
        if chance(rng, self.belt):
            figure.seams.extend([torso.across(0.5), torso.across(0.57)])
        return figure


@dataclass(frozen=True)
class Shirt:
    """A collar with two points and a row of buttons; at times folded, without sleeves.

    `short` is the probability of short sleeves, `openings` are kinds of `Torso.opening`, each as
    likely.
    """

    height: Range = (0.8, 1.35)
    short_sleeve: Range = (0.2, 0.42)
    long_sleeve: Range = (0.6, 1.1)
    angle: Range = (6.0, 70.0)
    dipped: float = 0.4
    folded: float = 0.12
    short: float = 0.4
    cuffs: float = 0.5
    openings: tuple[int, ...] = (0, 1, 1, 2)
    buttons: float = 0.8
    pocket: float = 0.4

    def __call__(self, rng: np.random.Generator) -> Figure:
        """A figure with random measures."""
        torso = Torso(rng, uniform(rng, self.height), self.dipped)
        if chance(rng, self.folded):
            figure = Figure([torso.outline()])
        else:
            lengths = self.short_sleeve if chance(rng, self.short) else self.long_sleeve
            length, angle = uniform(rng, lengths), uniform(rng, self.angle)
            figure = torso.with_sleeves(length, angle, self.cuffs)
        figure.seams.extend(torso.collar())
        figure.seams.extend(torso.opening(rng.choice(self.openings)))
        if chance(rng, self.buttons):
            figure.seams.extend(torso.buttons())
        if chance(rng, self.pocket):
            left, top = -0.62 * torso.shoulder, rng.uniform(0.25, 0.4) * torso.height
            figure.seams.append(box(left, top, left + 0.4 * torso.shoulder, top + 0.16))
        return figure


def _print(torso: Torso, rng: np.random.Generator) -> list[Points]:
    """Something printed: stripes, a box, a ring or a stroke like a letter's, each as likely."""
    kind, level = rng.integers(4), rng.uniform(0.3, 0.5)
    if kind == 0:
        return [torso.across(share) for share in np.linspace(0.35, 0.8, int(rng.integers(2, 5)))]
    centre, size = (0.0, float(level * torso.height)), float(rng.uniform(0.07, 0.18))
    if kind == 1:
        return [box(-size, centre[1], size, centre[1] + size)]
    if kind == 2:
        return [ellipse(centre, (size, size))]
    return [np.array(centre) + rng.uniform(-size, size, (4, 2))]
