"""Tops and dresses: a torso, two sleeves, a neck, and what distinguishes the classes."""

from __future__ import annotations

import numpy as np

from fmnist_app.augment.synthetic.shape import (
    Figure,
    Points,
    arc,
    bent,
    both,
    box,
    chance,
    line,
    mirrored,
    ring,
    stack,
)
from fmnist_app.augment.synthetic.torso import Top, sleeve_of


def t_shirt(rng: np.random.Generator) -> Figure:
    """Short sleeves, a neckline, at times a print; seldom a vest."""
    top = Top(rng, tall=rng.uniform(0.75, 1.35))
    figure = top.with_sleeves(rng.uniform(0.14, 0.45), rng.uniform(15, 95))
    if chance(rng, 0.06):
        figure = top.sleeveless()
    if chance(rng, 0.4):
        figure.lines.append(top.neckband())
    if chance(rng, 0.3):
        figure.lines.extend(_print(top, rng))
    return figure


def pullover(rng: np.random.Generator) -> Figure:
    """Long sleeves and a closed front; at times ribs, a hood, a pocket or stripes."""
    top = Top(rng, tall=rng.uniform(0.7, 1.2), dip=0.6)
    figure = top.with_sleeves(rng.uniform(0.5, 1.15), rng.uniform(6, 92), cuffs=0.4)
    if chance(rng, 0.45):
        figure.lines.append(top.neckband())
    if chance(rng, 0.4):
        figure.lines.append(top.across(rng.uniform(0.86, 0.94)))
    if chance(rng, 0.15):
        figure.parts.append(top.hood())
        figure.lines.append(bent(line((-0.12, -0.1), (-0.1, 0.12), (0.1, 0.12), (0.12, -0.1))))
    if chance(rng, 0.12):
        figure.parts.append(box(-top.neck, -rng.uniform(0.06, 0.16), top.neck, 0.04))
    if chance(rng, 0.25):
        figure.lines.extend(_print(top, rng))
    if chance(rng, 0.12):
        figure.lines.append(line((-0.18, 0.9), (-0.1, 0.62), (0.1, 0.62), (0.18, 0.9)) * top.size)
    return figure


def coat(rng: np.random.Generator) -> Figure:
    """A front that opens from top to bottom; at times lapels, buttons, pockets, hood or belt."""
    top = Top(rng, tall=rng.uniform(0.75, 1.7), dip=0.5)
    figure = top.with_sleeves(rng.uniform(0.4, 1.15), rng.uniform(6, 80), cuffs=0.3)
    figure.lines.extend(top.opening(rng.choice([1, 1, 2, 3]), rng))
    if chance(rng, 0.4):
        figure.lines.extend(top.lapels(rng.uniform(0.25, 0.55)))
    if chance(rng, 0.35):
        figure.lines.extend(top.buttons(rng))
    if chance(rng, 0.4):
        figure.lines.extend(top.pockets(rng))
    if chance(rng, 0.25):
        figure.parts.append(top.hood())
    if chance(rng, 0.12):
        figure.lines.extend([top.across(0.5), top.across(0.57)])
    return figure


def shirt(rng: np.random.Generator) -> Figure:
    """A collar with two points and a row of buttons; at times folded, without sleeves."""
    top = Top(rng, tall=rng.uniform(0.8, 1.35), dip=0.4)
    if chance(rng, 0.12):
        figure = Figure([top.torso()])
    else:
        length = rng.uniform(0.2, 0.42) if chance(rng, 0.4) else rng.uniform(0.6, 1.1)
        figure = top.with_sleeves(length, rng.uniform(6, 70), cuffs=0.5)
    figure.lines.extend(top.collar(rng))
    figure.lines.extend(top.opening(rng.choice([0, 1, 1, 2]), rng))
    if chance(rng, 0.8):
        figure.lines.extend(top.buttons(rng))
    if chance(rng, 0.4):
        left, up = -0.62 * top.shoulder, rng.uniform(0.25, 0.4) * top.size[1]
        figure.lines.append(box(left, up, left + 0.4 * top.shoulder, up + 0.16))
    return figure


def dress(rng: np.random.Generator) -> Figure:
    """A narrow bodice and a skirt, with straps, short sleeves or none."""
    waist, wide = rng.uniform(0.25, 0.5), rng.uniform(0.1, 0.2)
    hem, chest = wide * rng.uniform(1.15, 4.0), wide * rng.uniform(0.95, 1.5)
    neck = chest * rng.uniform(0.3, 0.75)
    under = rng.uniform(0.06, 0.16)
    side = line((chest, under), (wide, waist), (hem, 1.0))
    if chance(rng, 0.4):
        flare = (wide + (hem - wide) * rng.uniform(0.1, 0.9), (waist + 1) / 2)
        side = stack([side[:2], bent(line((wide, waist), flare, (hem, 1.0)))])
    figure = Figure([both(stack([line((neck, 0.0), (chest, rng.uniform(0, 0.06))), side]))])
    if chance(rng, 0.4):
        figure.parts[0] = both(stack([line((neck, under)), side]))
        figure.loops.extend(_straps(neck, under, rng))
    elif chance(rng, 0.6):
        length, swing = rng.uniform(0.08, 0.5), rng.uniform(10, 80)
        sleeve = sleeve_of((chest, 0.04), (chest, 0.24), length, swing, 0.0)
        figure.parts.extend([sleeve, mirrored(sleeve)])
    if chance(rng, 0.5):
        figure.lines.append(line((-wide, waist), (wide, waist)))
    if chance(rng, 0.3):
        figure.lines.extend(
            line((wide * at, waist + 0.1), (hem * at, 0.95)) for at in rng.uniform(-0.7, 0.7, 3)
        )
    if chance(rng, 0.4):
        figure.lines.append(arc((0, 0), (neck, rng.uniform(0.05, 0.15)), 0, 180))
    return figure


def _print(top: Top, rng: np.random.Generator) -> list[Points]:
    """Something printed: stripes, a box, a ring or a letter-like stroke."""
    kind, level = rng.integers(4), rng.uniform(0.3, 0.5)
    if kind == 0:
        return [top.across(share) for share in np.linspace(0.35, 0.8, int(rng.integers(2, 5)))]
    spot, size = (0.0, float(level * top.size[1])), float(rng.uniform(0.07, 0.18))
    if kind == 1:
        return [box(-size, spot[1], size, spot[1] + size)]
    if kind == 2:
        return [ring(spot, (size, size))]
    return [np.array(spot) + rng.uniform(-size, size, (4, 2))]


def _straps(neck: float, low: float, rng: np.random.Generator) -> list[Points]:
    """Two straps upwards from the bodice, upright, leaning or joined behind the neck."""
    lean = rng.choice([1.0, rng.uniform(0.1, 0.9)])
    right = line((neck * 0.9, low), (neck * lean, low - rng.uniform(0.06, 0.2)))
    return [right, mirrored(right)]
