"""Clothing that Fashion-MNIST has no label for: shorts, skirts, hats, socks and briefs.

A figure's numbers are its outline, in measures of its own.
"""

from __future__ import annotations

import numpy as np

from fmnist_app.augment.sampling import chance
from fmnist_app.augment.synthetic.figure import (
    Figure,
    FigureMaker,
    arc,
    box,
    chained,
    line,
    rounded,
    symmetric,
)
from fmnist_app.augment.synthetic.trousers import Trousers

SHORTS = Trousers(crotch=(0.55, 0.85))


def other_garment(rng: np.random.Generator) -> Figure:
    """A figure of clothing that none of the ten labels names."""
    return KINDS[rng.integers(len(KINDS))](rng)


def _shorts(rng: np.random.Generator) -> Figure:
    """Trousers cut off above the knee."""
    wider = np.array([rng.uniform(1.4, 2.8), 1.0])
    return SHORTS(rng).moved(lambda points: points * wider)


def _skirt(rng: np.random.Generator) -> Figure:
    """A waistband and a widening skirt, plain or pleated."""
    waist, height = rng.uniform(0.2, 0.35), rng.uniform(0.4, 0.9)
    hem = waist * rng.uniform(1.1, 2.5)
    figure = Figure([symmetric(line((waist, 0), (hem, height), (0.5 * hem, height * 1.05)))])
    if chance(rng, 0.6):
        figure.seams.append(line((-waist, 0.07), (waist, 0.07)))
    for at in np.linspace(-0.8, 0.8, int(rng.integers(0, 7))):
        figure.seams.append(line((waist * at, 0.1), (hem * at, height)))
    return figure


def _cap(rng: np.random.Generator) -> Figure:
    """A dome and a peak."""
    height, reach = rng.uniform(0.35, 0.6), rng.uniform(0.25, 0.6)
    dome = chained([arc((0, 0), (0.5, height), 180, 360), line((0.5, 0.05), (-0.5, 0.05))])
    peak = rounded(line((0.3, 0), (0.5 + reach, 0.05), (0.5 + reach, 0.15), (0.3, 0.1)), True)
    return Figure([dome, peak], [rounded(line((-0.1, -height), (0.0, -0.2), (-0.05, 0)))])


def _hat(rng: np.random.Generator) -> Figure:
    """A crown on a brim."""
    height, out = rng.uniform(0.3, 0.9), rng.uniform(0.1, 0.5)
    crown, brim = box(-0.3, -height, 0.3, 0.0), box(-0.3 - out, 0.0, 0.3 + out, 0.1)
    if chance(rng, 0.5):
        crown, brim = rounded(crown, True), rounded(brim, True)
    return Figure([crown, brim], [line((-0.3, -0.12), (0.3, -0.12))])


def _sock(rng: np.random.Generator) -> Figure:
    """A tube as wide at the foot as at the ankle."""
    width, foot, height = rng.uniform(0.22, 0.32), rng.uniform(0.4, 0.7), rng.uniform(0.6, 1.2)
    path = line(
        (0, -height), (width, -height), (width, 0), (width - 0.1, width), (-foot, width * 1.1)
    )
    path = chained([path, line((-foot - 0.15, width * 0.6), (-foot, 0.1 * width), (0, -0.1))])
    figure = Figure([rounded(path, True, 1)])
    figure.seams.append(line((0, 0.15 - height), (width, 0.15 - height)))
    return figure


def _briefs(rng: np.random.Generator) -> Figure:
    """A waistband above a narrow triangle."""
    low, leg = rng.uniform(0.4, 0.8), rng.uniform(0.05, 0.2)
    half = line((0.5, 0), (0.47, rng.uniform(0.1, 0.25)), (leg, low), (0, low))
    return Figure([symmetric(half)], [line((-0.5, 0.08), (0.5, 0.08))])


# A kind that is named twice is as often drawn.
KINDS: tuple[FigureMaker, ...] = (_shorts, _shorts, _skirt, _skirt, _cap, _hat, _sock, _briefs)
