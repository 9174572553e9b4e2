"""Trousers and bags."""

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


def trousers(rng: np.random.Generator) -> Figure:
    """Two long legs from one waist; at times a waistband, a fly, pockets, creases or cuffs."""
    return legs(rng, rng.uniform(0.22, 0.5))


def legs(rng: np.random.Generator, crotch: float) -> Figure:
    """Trousers 1 high whose legs part at the height `crotch`."""
    waist, hip = rng.uniform(0.16, 0.36), rng.uniform(1.0, 1.3)
    hem = rng.uniform(0.3, 1.1) * waist
    apart = rng.uniform(0.0, 0.3) if chance(rng, 0.6) else 0.02
    outer = max(waist * hip * 0.8, apart + hem)
    half = line((waist, 0), (waist * hip, crotch * 0.9), (outer, 1.0), (outer - hem, 1.0))
    round_crotch = rng.uniform(0.02, 0.1) if chance(rng, 0.3) else 0.0
    half = stack([half, line((round_crotch, crotch))])
    figure = Figure([both(half + rng.normal(0, 0.01, half.shape))])
    if chance(rng, 0.45):
        level = rng.uniform(0.05, 0.13)
        figure.lines.append(line((-waist * 1.1, level), (waist * 1.1, level)))
    if chance(rng, 0.4):
        figure.lines.append(line((0, 0.05), (0, crotch)))
    if chance(rng, 0.35):
        pocket = bent(line((waist * 0.5, 0.08), (waist * 0.6, 0.2), (waist * 1.2, 0.22)))
        figure.lines.extend([pocket, mirrored(pocket)])
    if chance(rng, 0.25):
        level = rng.uniform(0.88, 0.95)
        cuff = line((outer - hem * 0.9, level), (outer * 0.97, level))
        figure.lines.extend([cuff, mirrored(cuff)])
    if chance(rng, 0.1):
        crease = line((waist * 0.55, crotch * 0.6), (outer - hem / 2, 0.95))
        figure.lines.extend([crease, mirrored(crease)])
    return figure


def bag(rng: np.random.Generator) -> Figure:
    """A body with a handle: hand bag, shopper, purse, case or rucksack."""
    makers = (_handbag, _handbag, _handbag, _purse, _rucksack, _rucksack, _case)
    return makers[rng.integers(len(makers))](rng)


def _handbag(rng: np.random.Generator) -> Figure:
    """A box, wider at the top or at the bottom, under one or two handles."""
    high, top = rng.uniform(0.45, 1.2), rng.uniform(0.3, 0.6)
    body = both(line((0.0, 0.0), (top, 0.0), (rng.uniform(0.35, 0.65), high), (0.0, high)))
    if chance(rng, 0.35):
        body = bent(body, closed=True)
    figure = Figure([body], loops=_handles(top, high, rng))
    _closed(figure, top, high, rng)
    return figure


def _purse(rng: np.random.Generator) -> Figure:
    """A rounded sack, often under a long strap or with a frame on top."""
    wide, high = rng.uniform(0.35, 0.6), rng.uniform(0.3, 0.6)
    body = arc((0, 0), (wide, high), 0, 360)[:-1]
    if chance(rng, 0.5):
        body = stack([arc((0, 0), (wide, high), 180, 360), line((wide, high), (-wide, high))])
    figure = Figure([body])
    if chance(rng, 0.75):
        figure.loops.extend(
            part + np.array([0.0, -0.7 * high]) for part in _handles(wide, high, rng)
        )
    _closed(figure, wide, high, rng)
    return figure


def _rucksack(rng: np.random.Generator) -> Figure:
    """A tall rounded body with pockets and straps at its sides."""
    wide, high = rng.uniform(0.3, 0.45), rng.uniform(0.8, 1.2)
    crown = arc((0, wide * 0.9), (wide, wide * rng.uniform(0.6, 1.0)), 180, 360)
    figure = Figure([stack([crown, line((wide * 1.1, high), (-wide * 1.1, high))])])
    if chance(rng, 0.7):
        level = rng.uniform(0.5, 0.7) * high
        pocket = box(-0.65 * wide, level, 0.65 * wide, 0.95 * high)
        figure.lines.append(bent(pocket, True) if chance(rng, 0.5) else pocket)
    if chance(rng, 0.6):
        figure.loops.append(arc((0, 0.1), (0.35 * wide, rng.uniform(0.1, 0.25)), 180, 360))
    sides = [1, -1] if chance(rng, 0.6) else [1]
    if chance(rng, 0.75):
        out = rng.uniform(0.12, 0.4)
        strap = arc((wide, 0.55 * high), (out, rng.uniform(0.25, 0.42) * high), -90, 90)
        figure.loops.extend(strap * np.array([side, 1]) for side in sides)
    if chance(rng, 0.4):
        figure.lines.append(arc((0, 0.3 * high), (wide, rng.uniform(0.05, 0.2)), 0, 180))
    if chance(rng, 0.15):
        depth = rng.uniform(0.1, 0.25)
        figure.parts.append(box(wide, 0.35 * high, wide + depth, 0.95 * high))
    return figure


def _case(rng: np.random.Generator) -> Figure:
    """A flat box with a small handle, a clasp, or a flap like an envelope's."""
    wide, high = rng.uniform(0.45, 0.65), rng.uniform(0.5, 0.85)
    figure = Figure([box(-wide, 0, wide, high)])
    if chance(rng, 0.5):
        figure.parts[0] = bent(figure.parts[0], closed=True)
    if chance(rng, 0.7):
        figure.loops.extend(_handles(wide * 0.5, 0.35, rng))
    if chance(rng, 0.4):
        figure.lines.append(line((-wide, 0.0), (0.0, rng.uniform(0.3, 0.6) * high), (wide, 0.0)))
    else:
        _closed(figure, wide, high, rng)
    return figure


def _handles(top: float, high: float, rng: np.random.Generator) -> list[Points]:
    """One or two handles above y = 0: round, square or pointed, at times none."""
    reach, rise = top * rng.uniform(0.35, 1.0), rng.uniform(0.2, 0.9) * max(high, 0.4)
    forms = (
        arc((0, 0.02), (reach, rise), 180, 360),
        line((-reach, 0.02), (-reach * 0.9, -rise), (reach * 0.9, -rise), (reach, 0.02)),
        line((-reach, 0.02), (0.0, -rise), (reach, 0.02)),
    )
    handle = forms[rng.choice(3, p=[0.6, 0.3, 0.1])]
    chosen = [handle] if chance(rng, 0.94) else []
    if chosen and chance(rng, 0.35):
        chosen.append(handle * np.array([rng.uniform(0.6, 0.9), rng.uniform(0.6, 1.0)]))
    return chosen


def _closed(figure: Figure, wide: float, high: float, rng: np.random.Generator) -> None:
    """Add a flap, a seam and a clasp, each at times."""
    level = rng.uniform(0.15, 0.5) * high
    if chance(rng, 0.35):
        figure.lines.append(line((-wide, level), (wide, level)))
    elif chance(rng, 0.3):
        figure.lines.append(arc((0, 0.05), (wide * 0.95, level * 1.3), 0, 180))
    if chance(rng, 0.35):
        size = rng.uniform(0.03, 0.09)
        figure.lines.append(
            ring((0, level), (size, size))
            if chance(rng, 0.6)
            else box(-size, level, size, level + size)
        )
