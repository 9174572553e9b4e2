"""Shoes: from the side with the toe to the left, and soles seen from above."""

from __future__ import annotations

import numpy as np

from fmnist_app.augment.synthetic.shape import (
    Figure,
    Points,
    arc,
    bent,
    box,
    chance,
    line,
    ring,
    stack,
)


def sneaker(rng: np.random.Generator) -> Figure:
    """A low shoe, from the side or (a pair, laced) from above."""
    if chance(rng, 0.1):
        return pair(_laced_above(rng, boot=False), rng)
    high = rng.uniform(0.3, 0.72)
    figure = _profile(rng, high)
    if chance(rng, 0.5):
        figure.lines.extend(_laces(high, rng))
    if chance(rng, 0.2):
        figure.lines.append(arc((0.0, 0.0), (rng.uniform(0.15, 0.3), 0.3), -90, 0))
    if chance(rng, 0.25):
        figure.lines.append(bent(line((0.45, -0.1), (0.6, -0.18), (0.9, -0.3))))
    if chance(rng, 0.1):
        figure.lines.append(arc((0.82, -high), (0.14, 0.06), 0, 180))
    return figure


def boot(rng: np.random.Generator) -> Figure:
    """A shoe with a shaft as high as it is long, or higher; at times a heel, laces or a cuff."""
    high = rng.uniform(0.78, 1.8)
    figure = _profile(rng, high, heel=0.45)
    if chance(rng, 0.35):
        figure.lines.extend(_laces(high, rng))
    if chance(rng, 0.35):
        level = -high * rng.uniform(0.82, 0.92)
        figure.lines.append(line((0.4, level), (1.1, level)))
    if chance(rng, 0.15):
        figure.lines.append(line((0.8, -high), (0.8, -0.2)))
    return figure


def sandal(rng: np.random.Generator) -> Figure:
    """A sole with straps, from above (one or a pair) or from the side."""
    if chance(rng, 0.3):
        return _sandal_beside(rng)
    sole = Figure([_sole(rng)])
    if chance(rng, 0.6):
        toe, spread = rng.uniform(0.1, 0.25), rng.uniform(0.15, 0.26)
        low = rng.uniform(0.35, 0.65)
        sole.lines.append(line((-spread, low), (0.0, toe), (spread, low)))
        if chance(rng, 0.5):
            sole.lines.append(line((-spread, low - 0.1), (0.0, toe + 0.02), (spread, low - 0.1)))
    else:
        for level in rng.uniform(0.12, 0.75, int(rng.integers(1, 4))):
            thick, tilt = rng.uniform(0.05, 0.15), rng.normal(0, 0.06)
            sole.lines.append(line((-0.25, level + tilt), (0.25, level - tilt)))
            sole.lines.append(line((-0.25, level + tilt + thick), (0.25, level - tilt + thick)))
    return pair(sole, rng) if chance(rng, 0.55) else sole


def shoes_above(rng: np.random.Generator, boots: bool) -> Figure:
    """Sneakers or boots from above, mostly a pair."""
    shown = _laced_above(rng, boots)
    if chance(rng, 0.8):
        shown = pair(shown, rng)
    flip = np.array([1.0, -1.0 if chance(rng, 0.4) else 1.0])
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


def _profile(rng: np.random.Generator, high: float, heel: float = 0.1) -> Figure:
    """A shoe 1 long from toe to heel with its opening at the height `high`."""
    toe, shaft = rng.uniform(0.1, 0.3), rng.uniform(0.35, 0.62)
    instep = min(high * 0.8, toe + rng.uniform(0.02, 0.25))
    lean = rng.normal(0, 0.05)
    upper = [
        line((0.02, 0.0), (-0.03, -0.6 * toe), (0.07, -toe)),
        line((shaft * 0.7, -instep), (shaft + lean, -high * rng.uniform(0.9, 1.05))),
    ]
    if chance(rng, 0.4):
        upper.append(line((0.75, -high * rng.uniform(0.75, 0.95))))
    upper.append(line((1.0 + lean, -high * rng.uniform(0.9, 1.1)), (1.0, -0.15), (0.97, 0.0)))
    outline = stack(upper)
    if chance(rng, 0.6):
        outline = bent(outline, rounds=int(rng.integers(1, 3)))
    if chance(rng, heel):
        tall = rng.uniform(0.08, 0.3)
        outline = stack([outline, line((0.95, tall), (0.72, tall), (0.68, 0.03), (0.4, tall))])
        return Figure([outline])
    figure = Figure([outline])
    if chance(rng, 0.45):
        thick = rng.uniform(0.04, 0.14)
        figure.parts.append(box(-0.05, -0.02, 1.03, thick))
    elif chance(rng, 0.3):
        figure.lines.append(line((0.0, -rng.uniform(0.06, 0.12)), (1.0, -0.08)))
    return figure


def _laces(high: float, rng: np.random.Generator) -> list[Points]:
    """Short strokes across the instep, and along the shaft of a boot."""
    levels = np.linspace(0.25, 0.85, int(rng.integers(2, 6)))
    long = rng.uniform(0.1, 0.22)
    start = np.c_[0.3 + 0.2 * levels, -0.2 - levels * (high - 0.2)]
    return [
        np.stack([spot, spot + long * np.array([1.0, rng.uniform(0.1, 0.6)])]) for spot in start
    ]


def _sandal_beside(rng: np.random.Generator) -> Figure:
    """A slab, flat or with a heel, under one to three straps."""
    thick, rise = rng.uniform(0.06, 0.16), rng.uniform(0.0, 0.4) if chance(rng, 0.4) else 0.0
    slab = line((0, 0), (0.4, 0), (1, -rise), (1, thick))
    if rise and chance(rng, 0.6):
        slab = stack([slab, line((0.9, thick), (0.85, thick - rise), (0.4, thick), (0, thick))])
    else:
        slab = stack([slab, line((0, thick))])
    figure = Figure([slab])
    bands = arc((0.27, 0.02), (rng.uniform(0.15, 0.26), rng.uniform(0.18, 0.4)), 180, 360)
    figure.loops.append(bands)
    if chance(rng, 0.5):
        figure.loops.append((bands - [0.27, 0]) * [0.6, 0.9] + [0.27, 0])
    if chance(rng, 0.3):
        figure.parts.append(bands)
    if chance(rng, 0.6):
        strap = line((0.7, -0.6 * rise), (0.72, -rise - 0.35), (1.0, -rise - 0.35), (1, -rise))
        figure.loops.append(bent(strap, rounds=1))
    return figure


def _sole(rng: np.random.Generator) -> Points:
    """A sole 1 long from above, its toe at the top."""
    wide, waist, heel = rng.uniform(0.17, 0.3), rng.uniform(0.6, 1.0), rng.uniform(0.65, 1.0)
    right = line((0, 0), (wide, 0.05), (wide, 0.4), (wide * waist, 0.6), (wide * heel, 0.95))
    left = right[:0:-1] * np.array([-rng.uniform(0.8, 1.0), 1.0])
    return bent(stack([right, line((0, 1.03)), left]), closed=True)


def _laced_above(rng: np.random.Generator, boot: bool) -> Figure:
    """A closed shoe from above, its toe at the bottom: opening, tongue and laces."""
    outline = _sole(rng) * np.array([rng.uniform(0.9, 1.3), -1.0])
    wide = float(np.abs(outline[:, 0]).max())
    rear, reach = rng.uniform(-0.85, -0.75), rng.uniform(0.12, 0.22)
    figure = Figure([outline], [ring((0, rear), (wide * rng.uniform(0.45, 0.75), reach))])
    if chance(rng, 0.4):
        figure.lines.append(outline * rng.uniform(0.75, 0.9, 2) - [0.0, 0.07])
    if boot:
        shaft = rng.uniform(0.2, 0.7)
        figure.parts.append(box(-0.85 * wide, rear - shaft, 0.85 * wide, rear + 0.1))
        figure.lines[0] = ring((0, rear - shaft), (0.8 * wide, reach * 0.6))
    across = wide * rng.uniform(0.25, 0.5)
    for level in np.linspace(rear + 0.25, -0.35, int(rng.integers(0, 6))):
        tilt = rng.normal(0, 0.02)
        figure.lines.append(line((-across, level + tilt), (across, level - tilt)))
    if chance(rng, 0.5):
        figure.lines.append(arc((0, -0.3), (wide * 0.8, rng.uniform(0.04, 0.12)), 180, 360))
    return figure
