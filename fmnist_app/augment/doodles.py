"""What people draw that is no garment: scribbles, forms, compositions, digits and strokes.

A doodle is called with a canvas (108, 108) uint8, on which it draws with ones, and a generator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.sampling import IntRange, Range, chance, integer, uniform
from fmnist_app.augment.strokes import Freehand

CANVAS = 108
Doodle = Callable[[np.ndarray, np.random.Generator], None]
# The segments of each digit as a pocket calculator shows it, and where they run on a grid of 1x2.
DIGITS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
SEGMENTS = {
    "a": ((0, 0), (1, 0)),
    "b": ((1, 0), (1, 1)),
    "c": ((1, 1), (1, 2)),
    "d": ((0, 2), (1, 2)),
    "e": ((0, 1), (0, 2)),
    "f": ((0, 0), (0, 1)),
    "g": ((0, 1), (1, 1)),
}


@dataclass(frozen=True)
class Scribble:
    """A pen that runs to and fro, from place to place or, as likely, as a random walk."""

    turns: IntRange = (4, 29)
    step: float = 14.0
    curved: float = 0.5
    width: IntRange = (2, 6)

    def __call__(self, canvas: np.ndarray, rng: np.random.Generator) -> None:
        """Draw on the canvas."""
        count = integer(rng, self.turns)
        if chance(rng, 0.5):
            path = rng.uniform(15, CANVAS - 15, (count, 2))
        else:
            path = np.cumsum(rng.normal(0, self.step, (count, 2)), axis=0)
            path = (path - path.min(axis=0)) / max(1.0, float(np.ptp(path))) * 80 + 12
        if chance(rng, self.curved):
            path = _curved(path, 6 * count)
        cv2.polylines(canvas, [_pixels(path)], False, 1, integer(rng, self.width))


@dataclass(frozen=True)
class Form:
    """A regular or irregular polygon, an ellipse or a rounded blot, each as likely.

    It lies about `centre` or, without one, anywhere; it is `filled` or, with the probability
    `solid`, filled all the same. `radius` is in pixels each way, `dent` how near to the centre the
    corners of irregular polygons may come, `waves` the spread of a blot's slowest wave.
    """

    radius: Range = (10.0, 42.0)
    centre: tuple[float, float] | None = None
    filled: bool = False
    solid: float = 0.15
    corners: IntRange = (3, 8)
    dent: Range = (0.35, 1.0)
    waves: float = 0.5
    wobble: Range = (0.0, 1.5)
    width: IntRange = (2, 6)

    def __call__(self, canvas: np.ndarray, rng: np.random.Generator) -> None:
        """Draw on the canvas."""
        centre = rng.uniform(40, CANVAS - 40, 2) if self.centre is None else np.array(self.centre)
        radius = rng.uniform(*self.radius, 2)
        outline = centre + self._ring(radius, rng)
        hand = Freehand(detail=0.6, wobble=uniform(rng, self.wobble))
        line = hand(outline.astype(np.float32), rng)
        if self.filled or chance(rng, self.solid):
            cv2.fillPoly(canvas, [line], 1)
        else:
            cv2.polylines(canvas, [line], True, 1, integer(rng, self.width))

    def _ring(self, radius: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The outline (n, 2) about the origin, at a distance of about `radius` (2,)."""
        kind = rng.integers(4)
        count = integer(rng, self.corners) if kind < 2 else 48
        around = np.linspace(0, 2 * np.pi, count, endpoint=False) + rng.uniform(0, 6.3)
        reach = np.ones(count)
        if kind == 1:
            reach = rng.uniform(*self.dent, count)
        elif kind == 3:
            for wave in range(2, 7):
                height = rng.normal(0, self.waves / wave)
                reach += height * np.cos(wave * around + rng.uniform(0, 6.3))
        circle = np.c_[np.cos(around), np.sin(around)]
        return np.asarray(radius * np.maximum(reach, 0.15)[:, None] * circle)


@dataclass(frozen=True)
class Strokes:
    """A few straight or bent strokes, or, with the probability `dotted`, dots."""

    count: IntRange = (1, 3)
    dotted: float = 0.25
    bends: IntRange = (2, 4)
    width: IntRange = (2, 6)

    def __call__(self, canvas: np.ndarray, rng: np.random.Generator) -> None:
        """Draw on the canvas."""
        width = integer(rng, self.width)
        for _ in range(integer(rng, self.count)):
            if chance(rng, self.dotted):
                spot = _pixels(rng.uniform(15, CANVAS - 15, 2)).tolist()
                cv2.circle(canvas, spot, width, 1, -1)
                continue
            bends = rng.uniform(12, CANVAS - 12, (integer(rng, self.bends), 2))
            cv2.polylines(canvas, [_pixels(_curved(bends, 20))], False, 1, width)


@dataclass(frozen=True)
class Composition:
    """A form with others inside, above or below it and strokes, as faces and houses are drawn.

    `filled_in`, `attached` and `stroked` are the probabilities of each of these.
    """

    body: Range = (20.0, 42.0)
    filled_in: float = 0.6
    details: IntRange = (1, 6)
    detail: Range = (2.0, 10.0)
    solid_detail: float = 0.4
    spread: float = 13.0
    attached: float = 0.5
    part: Range = (10.0, 30.0)
    stroked: float = 0.4
    strokes: Strokes = Strokes()

    def __call__(self, canvas: np.ndarray, rng: np.random.Generator) -> None:
        """Draw on the canvas."""
        middle = rng.uniform(48, CANVAS - 48, 2)
        Form(self.body, centre=tuple(middle))(canvas, rng)
        if chance(rng, self.filled_in):
            for _ in range(integer(rng, self.details)):
                spot = middle + rng.normal(0, self.spread, 2)
                filled = chance(rng, self.solid_detail)
                Form(self.detail, centre=tuple(spot), filled=filled)(canvas, rng)
        if chance(rng, self.attached):
            way = rng.choice([-1, 1])
            spot = middle + way * np.array([rng.normal(0, 8), rng.uniform(20, 40)])
            Form(self.part, centre=tuple(spot))(canvas, rng)
        if chance(rng, self.stroked):
            self.strokes(canvas, rng)


@dataclass(frozen=True)
class Digits:
    """One to three digits of straight strokes, shaken and slanted."""

    count: IntRange = (1, 3)
    size: Range = (0.6, 1.0)
    slant: float = 0.15
    shake: float = 2.0
    width: IntRange = (2, 8)

    def __call__(self, canvas: np.ndarray, rng: np.random.Generator) -> None:
        """Draw on the canvas."""
        count = integer(rng, self.count)
        size = np.array([70 / count - 8, 38]) * rng.uniform(*self.size, 2)
        slant = rng.normal(0, self.slant)
        width = integer(rng, self.width)
        for place in range(count):
            corner = np.array([16 + place * 76 / count, 14 + rng.uniform(0, 8)])
            for name in DIGITS[rng.integers(len(DIGITS))]:
                shaken = rng.normal(0, self.shake, (2, 2))
                ends = np.array(SEGMENTS[name]) * size + corner + shaken
                ends[:, 0] -= slant * ends[:, 1]
                start, stop = _pixels(ends).tolist()
                cv2.line(canvas, start, stop, 1, width)


def _curved(path: np.ndarray, count: int) -> np.ndarray:
    """The open line (n, 2) as a curve of `count` points."""
    return cv2.resize(path.astype(np.float32), (2, count), interpolation=cv2.INTER_CUBIC)


def _pixels(points: np.ndarray) -> np.ndarray:
    return np.round(points).astype(np.int32)
