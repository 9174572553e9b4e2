"""Figures of none of the ten kinds: shorts, skirts, hats, and things about the house."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.augment.synthetic.goods import legs
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

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789?!&"


def other_garment(rng: np.random.Generator) -> Figure:
    """Clothes that the catalogue does not know."""
    makers = (_shorts, _shorts, _skirt, _skirt, _cap, _hat, _sock, _briefs)
    return makers[rng.integers(len(makers))](rng)


def other_thing(rng: np.random.Generator) -> Figure:
    """Things that are no clothes."""
    makers = (_face, _face, _house, _plant, _flower, _fish, _cup, _vehicle, _slice, _fruit, _beast)
    return makers[rng.integers(len(makers))](rng)


def lettering(rng: np.random.Generator) -> np.ndarray:
    """Ink (h, w) bool of a few letters and figures in one of OpenCV's hands."""
    canvas = np.zeros((108, 108), np.uint8)
    count = int(rng.integers(1, 5))
    text = "".join(LETTERS[i] for i in rng.integers(0, len(LETTERS), count))
    font, size = int(rng.integers(0, 8)), rng.uniform(2.0, 3.5) / max(1.0, 0.6 * count)
    cv2.putText(canvas, text, (8, 80), font, size, 1, int(rng.integers(1, 7)))
    return canvas.astype(bool)


def _shorts(rng: np.random.Generator) -> Figure:
    """Trousers cut off above the knee."""
    wide = np.array([rng.uniform(1.4, 2.8), 1.0])
    return legs(rng, rng.uniform(0.55, 0.85)).moved(lambda points: points * wide)


def _skirt(rng: np.random.Generator) -> Figure:
    """A waistband and a widening skirt, plain or pleated."""
    waist, high = rng.uniform(0.2, 0.35), rng.uniform(0.4, 0.9)
    hem = waist * rng.uniform(1.1, 2.5)
    figure = Figure([both(line((waist, 0), (hem, high), (0.5 * hem, high * 1.05)))])
    if chance(rng, 0.6):
        figure.lines.append(line((-waist, 0.07), (waist, 0.07)))
    for at in np.linspace(-0.8, 0.8, int(rng.integers(0, 7))):
        figure.lines.append(line((waist * at, 0.1), (hem * at, high)))
    return figure


def _cap(rng: np.random.Generator) -> Figure:
    """A dome and a peak."""
    high, reach = rng.uniform(0.35, 0.6), rng.uniform(0.25, 0.6)
    dome = stack([arc((0, 0), (0.5, high), 180, 360), line((0.5, 0.05), (-0.5, 0.05))])
    peak = bent(line((0.3, 0), (0.5 + reach, 0.05), (0.5 + reach, 0.15), (0.3, 0.1)), True)
    return Figure([dome, peak], [bent(line((-0.1, -high), (0.0, -0.2), (-0.05, 0)))])


def _hat(rng: np.random.Generator) -> Figure:
    """A crown on a brim."""
    high, out = rng.uniform(0.3, 0.9), rng.uniform(0.1, 0.5)
    crown, brim = box(-0.3, -high, 0.3, 0.0), box(-0.3 - out, 0.0, 0.3 + out, 0.1)
    if chance(rng, 0.5):
        crown, brim = bent(crown, True), bent(brim, True)
    return Figure([crown, brim], [line((-0.3, -0.12), (0.3, -0.12))])


def _sock(rng: np.random.Generator) -> Figure:
    """A tube as wide at the foot as at the ankle."""
    wide, foot, high = rng.uniform(0.22, 0.32), rng.uniform(0.4, 0.7), rng.uniform(0.6, 1.2)
    path = line((0, -high), (wide, -high), (wide, 0), (wide - 0.1, wide), (-foot, wide * 1.1))
    path = stack([path, line((-foot - 0.15, wide * 0.6), (-foot, 0.1 * wide), (0, -0.1))])
    figure = Figure([bent(path, True, 1)])
    figure.lines.append(line((0, 0.15 - high), (wide, 0.15 - high)))
    return figure


def _briefs(rng: np.random.Generator) -> Figure:
    """A waistband above a narrow triangle."""
    low, leg = rng.uniform(0.4, 0.8), rng.uniform(0.05, 0.2)
    half = line((0.5, 0), (0.47, rng.uniform(0.1, 0.25)), (leg, low), (0, low))
    return Figure([both(half)], [line((-0.5, 0.08), (0.5, 0.08))])


def _face(rng: np.random.Generator) -> Figure:
    """A round face with eyes and a mouth, at times with ears and whiskers."""
    tall = rng.uniform(0.4, 0.65)
    eyes = [ring((s * rng.uniform(0.13, 0.22), -0.12), (0.05, 0.06)) for s in (-1, 1)]
    mouth = arc((0, 0.1), (rng.uniform(0.1, 0.3), rng.uniform(0.05, 0.2)), 10, 170)
    figure = Figure([ring((0, 0), (0.5, tall))], [*eyes, mouth])
    if chance(rng, 0.6):
        ear = line((0.1, -0.9 * tall), (0.35, -tall - rng.uniform(0.1, 0.3)), (0.45, -0.5 * tall))
        figure.parts.extend([ear, mirrored(ear)])
    if chance(rng, 0.4):
        for level in (0.0, 0.08):
            hair = line((0.15, level), (0.7, level * 3 - 0.1))
            figure.loops.extend([hair, mirrored(hair)])
    return figure


def _house(rng: np.random.Generator) -> Figure:
    """A box under a roof, with a door and windows."""
    high, eaves = rng.uniform(0.4, 1.0), rng.uniform(0.0, 0.15)
    roof = line((-0.5 - eaves, 0), (rng.uniform(-0.2, 0.2), -rng.uniform(0.3, 0.8)), (0.5, 0))
    door = rng.uniform(-0.4, 0.2)
    lines = [box(door, high * 0.5, door + 0.2, high)]
    if chance(rng, 0.6):
        lines.append(box(0.2, 0.15 * high, 0.4, 0.4 * high))
    return Figure([box(-0.5, 0, 0.5, high), roof], lines)


def _plant(rng: np.random.Generator) -> Figure:
    """A tree: a trunk under a round, lobed or pointed crown."""
    wide, trunk = rng.uniform(0.35, 0.6), rng.uniform(0.04, 0.15)
    crown = line((-wide, 0.3), (0, -0.7), (wide, 0.3))
    if chance(rng, 0.7):
        around = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        reach = 1 + rng.uniform(0, 0.2) * np.cos(around * rng.integers(5, 10))
        crown = np.c_[np.cos(around), np.sin(around)] * reach[:, None] * [wide, 0.45]
    return Figure([crown, box(-trunk, 0.2, trunk, rng.uniform(0.6, 1.1))])


def _flower(rng: np.random.Generator) -> Figure:
    """Petals about a disc, on a stalk or without."""
    count, near = int(rng.integers(4, 9)), rng.uniform(0.1, 0.25)
    spots = np.linspace(0, 2 * np.pi, count, endpoint=False)
    size = (near + 0.25) * np.sin(np.pi / count)
    petals = [
        ring(((near + 0.2) * np.cos(a), (near + 0.2) * np.sin(a)), (size, size)) for a in spots
    ]
    stalk = [line((0, 0.4), (rng.normal(0, 0.1), 1.2))] if chance(rng, 0.6) else []
    return Figure([ring((0, 0), (near, near)), *petals], loops=stalk)


def _fish(rng: np.random.Generator) -> Figure:
    """An oval body, a tail and an eye."""
    high = rng.uniform(0.18, 0.35)
    tail = line((0.45, 0), (0.8, -rng.uniform(0.1, 0.35)), (0.8, rng.uniform(0.1, 0.35)))
    eye = ring((-0.3, -0.05), (0.03, 0.03))
    return Figure([ring((0, 0), (0.5, high)), tail], [eye, arc((-0.1, 0), (0.1, high), -80, 80)])


def _cup(rng: np.random.Generator) -> Figure:
    """A vessel with a handle at its side, or with a neck as a bottle has."""
    high, foot = rng.uniform(0.6, 1.2), rng.uniform(0.2, 0.4)
    body = both(line((0.4, 0), (foot, high), (0.0, high)))
    if chance(rng, 0.4):
        neck = both(line((0.1, -0.6), (0.1, -0.2), (0.35, 0.0), (0.35, high), (0, high)))
        return Figure([neck], [line((-0.35, 0.4), (0.35, 0.4))])
    handle = arc((0.38, 0.4 * high), (rng.uniform(0.15, 0.35), 0.25 * high), -90, 90)
    return Figure([body], [arc((0, 0), (0.4, 0.08), 0, 180)], [handle])


def _vehicle(rng: np.random.Generator) -> Figure:
    """A body with a cabin on two wheels."""
    low, wheel = rng.uniform(0.2, 0.35), rng.uniform(0.1, 0.18)
    cabin = line((-0.35, 0), (-0.2, -rng.uniform(0.2, 0.35)), (0.2, -0.25), (0.35, 0))
    wheels = [ring((at, low), (wheel, wheel)) for at in (-0.35, 0.35)]
    return Figure([box(-0.65, 0, 0.65, low), cabin, *wheels], [line((0, -0.2), (0, low * 0.7))])


def _slice(rng: np.random.Generator) -> Figure:
    """A wedge with dots on it."""
    wide = rng.uniform(0.2, 0.45)
    edge = [line((-wide, 0.12), (wide, 0.12))]
    spots = [
        ring((rng.uniform(-0.5, 0.5) * wide, level), (0.05, 0.05)) for level in (0.25, 0.4, 0.55)
    ]
    return Figure([line((-wide, 0), (wide, 0), (0, 1))], edge + spots)


def _fruit(rng: np.random.Generator) -> Figure:
    """A round fruit with a stalk, or a bent one."""
    if chance(rng, 0.5):
        outer = arc((0, 0), (0.5, 0.8), 0, 180)
        inner = arc((0, -0.1), (0.45, rng.uniform(0.3, 0.6)), 180, 0)
        return Figure([stack([outer, inner])])
    tall = rng.uniform(0.4, 0.6)
    stalk = line((0, -0.85 * tall), (rng.normal(0.05, 0.1), -tall - 0.25))
    return Figure([ring((0, 0), (0.5, tall))], loops=[stalk])


def _beast(rng: np.random.Generator) -> Figure:
    """A four-legged animal from the side: trunk, head, legs and tail."""
    low, long = rng.uniform(0.15, 0.28), rng.uniform(0.3, 0.6)
    head = np.array([-0.6, -rng.uniform(0.0, 0.4)])
    parts = [ring((0, 0), (0.5, low)), ring((head[0], head[1]), (0.2, 0.17))]
    parts += [box(at - 0.05, 0, at + 0.05, long) for at in (-0.35, -0.2, 0.2, 0.35)]
    tail: Points = bent(line((0.45, -0.05), (0.7, -0.1), (0.75, rng.uniform(-0.5, 0.3))))
    ears = head + line((0.0, -0.1), (0.05, -0.3), (0.12, -0.1))
    return Figure([*parts, ears], loops=[tail])
