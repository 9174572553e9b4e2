"""Things that are not worn: faces, houses, plants, vessels, vehicles, food and animals.

A figure's numbers are its outline, in measures of its own.
"""

from __future__ import annotations

import numpy as np

from fmnist_app.augment.sampling import chance
from fmnist_app.augment.synthetic.figure import (
    Figure,
    FigureMaker,
    Points,
    arc,
    both_sides,
    box,
    chained,
    ellipse,
    line,
    rounded,
    symmetric,
)


def other_thing(rng: np.random.Generator) -> Figure:
    """A figure of a thing that is not worn."""
    return KINDS[rng.integers(len(KINDS))](rng)


def _face(rng: np.random.Generator) -> Figure:
    """A round face with eyes and a mouth, at times with ears and whiskers."""
    tall = rng.uniform(0.4, 0.65)
    eyes = [ellipse((s * rng.uniform(0.13, 0.22), -0.12), (0.05, 0.06)) for s in (-1, 1)]
    mouth = arc((0, 0.1), (rng.uniform(0.1, 0.3), rng.uniform(0.05, 0.2)), 10, 170)
    figure = Figure([ellipse((0, 0), (0.5, tall))], [*eyes, mouth])
    if chance(rng, 0.6):
        ear = line((0.1, -0.9 * tall), (0.35, -tall - rng.uniform(0.1, 0.3)), (0.45, -0.5 * tall))
        figure.parts.extend(both_sides(ear))
    if chance(rng, 0.4):
        for level in (0.0, 0.08):
            hair = line((0.15, level), (0.7, level * 3 - 0.1))
            figure.straps.extend(both_sides(hair))
    return figure


def _house(rng: np.random.Generator) -> Figure:
    """A box under a roof, with a door and windows."""
    height, eaves = rng.uniform(0.4, 1.0), rng.uniform(0.0, 0.15)
    roof = line((-0.5 - eaves, 0), (rng.uniform(-0.2, 0.2), -rng.uniform(0.3, 0.8)), (0.5, 0))
    door = rng.uniform(-0.4, 0.2)
    lines = [box(door, height * 0.5, door + 0.2, height)]
    if chance(rng, 0.6):
        lines.append(box(0.2, 0.15 * height, 0.4, 0.4 * height))
    return Figure([box(-0.5, 0, 0.5, height), roof], lines)


def _plant(rng: np.random.Generator) -> Figure:
    """A tree: a trunk under a round, lobed or pointed crown."""
    width, trunk = rng.uniform(0.35, 0.6), rng.uniform(0.04, 0.15)
    crown = line((-width, 0.3), (0, -0.7), (width, 0.3))
    if chance(rng, 0.7):
        around = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        reach = 1 + rng.uniform(0, 0.2) * np.cos(around * rng.integers(5, 10))
        crown = np.c_[np.cos(around), np.sin(around)] * reach[:, None] * [width, 0.45]
    return Figure([crown, box(-trunk, 0.2, trunk, rng.uniform(0.6, 1.1))])


def _flower(rng: np.random.Generator) -> Figure:
    """Petals about a disc, on a stalk or without."""
    count, near = int(rng.integers(4, 9)), rng.uniform(0.1, 0.25)
    spots = np.linspace(0, 2 * np.pi, count, endpoint=False)
    size = (near + 0.25) * np.sin(np.pi / count)
    petals = [
        ellipse(((near + 0.2) * np.cos(a), (near + 0.2) * np.sin(a)), (size, size)) for a in spots
    ]
    stalk = [line((0, 0.4), (rng.normal(0, 0.1), 1.2))] if chance(rng, 0.6) else []
    return Figure([ellipse((0, 0), (near, near)), *petals], straps=stalk)


def _fish(rng: np.random.Generator) -> Figure:
    """An oval body, a tail and an eye."""
    height = rng.uniform(0.18, 0.35)
    tail = line((0.45, 0), (0.8, -rng.uniform(0.1, 0.35)), (0.8, rng.uniform(0.1, 0.35)))
    eye = ellipse((-0.3, -0.05), (0.03, 0.03))
    return Figure(
        [ellipse((0, 0), (0.5, height)), tail], [eye, arc((-0.1, 0), (0.1, height), -80, 80)]
    )


def _cup(rng: np.random.Generator) -> Figure:
    """A vessel with a handle at its side, or with a neck as a bottle has."""
    height, foot = rng.uniform(0.6, 1.2), rng.uniform(0.2, 0.4)
    body = symmetric(line((0.4, 0), (foot, height), (0.0, height)))
    if chance(rng, 0.4):
        neck = symmetric(line((0.1, -0.6), (0.1, -0.2), (0.35, 0.0), (0.35, height), (0, height)))
        return Figure([neck], [line((-0.35, 0.4), (0.35, 0.4))])
    handle = arc((0.38, 0.4 * height), (rng.uniform(0.15, 0.35), 0.25 * height), -90, 90)
    return Figure([body], [arc((0, 0), (0.4, 0.08), 0, 180)], [handle])


def _vehicle(rng: np.random.Generator) -> Figure:
    """A body with a cabin on two wheels."""
    low, wheel = rng.uniform(0.2, 0.35), rng.uniform(0.1, 0.18)
    cabin = line((-0.35, 0), (-0.2, -rng.uniform(0.2, 0.35)), (0.2, -0.25), (0.35, 0))
    wheels = [ellipse((at, low), (wheel, wheel)) for at in (-0.35, 0.35)]
    return Figure([box(-0.65, 0, 0.65, low), cabin, *wheels], [line((0, -0.2), (0, low * 0.7))])


def _slice(rng: np.random.Generator) -> Figure:
    """A wedge with dots on it."""
    width = rng.uniform(0.2, 0.45)
    edge = [line((-width, 0.12), (width, 0.12))]
    places = [(rng.uniform(-0.5, 0.5) * width, level) for level in (0.25, 0.4, 0.55)]
    spots = [ellipse(place, (0.05, 0.05)) for place in places]
    return Figure([line((-width, 0), (width, 0), (0, 1))], edge + spots)


def _fruit(rng: np.random.Generator) -> Figure:
    """A round fruit with a stalk, or a bent one."""
    if chance(rng, 0.5):
        outer = arc((0, 0), (0.5, 0.8), 0, 180)
        inner = arc((0, -0.1), (0.45, rng.uniform(0.3, 0.6)), 180, 0)
        return Figure([chained([outer, inner])])
    tall = rng.uniform(0.4, 0.6)
    stalk = line((0, -0.85 * tall), (rng.normal(0.05, 0.1), -tall - 0.25))
    return Figure([ellipse((0, 0), (0.5, tall))], straps=[stalk])


def _animal(rng: np.random.Generator) -> Figure:
    """A four-legged animal from the side: trunk, head, legs and tail."""
    low, long = rng.uniform(0.15, 0.28), rng.uniform(0.3, 0.6)
    head = np.array([-0.6, -rng.uniform(0.0, 0.4)])
    parts = [ellipse((0, 0), (0.5, low)), ellipse((head[0], head[1]), (0.2, 0.17))]
    parts += [box(at - 0.05, 0, at + 0.05, long) for at in (-0.35, -0.2, 0.2, 0.35)]
    tail: Points = rounded(line((0.45, -0.05), (0.7, -0.1), (0.75, rng.uniform(-0.5, 0.3))))
    ears = head + line((0.0, -0.1), (0.05, -0.3), (0.12, -0.1))
    return Figure([*parts, ears], straps=[tail])


# A kind that is named twice is as often drawn.
KINDS: tuple[FigureMaker, ...] = (
    _face,
    _face,
    _house,
    _plant,
    _flower,
    _fish,
    _cup,
    _vehicle,
    _slice,
    _fruit,
    _animal,
)
