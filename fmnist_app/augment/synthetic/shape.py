"""Figures drawn by code: outlines and lines in their own measure, x to the right, y downwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

Points = np.ndarray


@dataclass(eq=False)
class Figure:
    """A thing to be drawn: closed `parts` (n, 2), open `lines` inside them and `loops` outside.

    `loops` are handles and straps: what a photo shows as bands and a drawing as lines.
    """

    parts: list[Points]
    lines: list[Points] = field(default_factory=list)
    loops: list[Points] = field(default_factory=list)

    def moved(self, move: Callable[[Points], Points]) -> Figure:
        """The figure with every point put through `move`."""
        return Figure(*([move(line) for line in lines] for lines in self._all()))

    def joined(self, other: Figure) -> Figure:
        """Both figures as one."""
        pairs = zip(self._all(), other._all(), strict=True)
        return Figure(*(mine + theirs for mine, theirs in pairs))

    def bounds(self) -> tuple[Points, Points]:
        """The least and the greatest x and y."""
        points = np.concatenate([line for lines in self._all() for line in lines])
        return points.min(axis=0), points.max(axis=0)

    def _all(self) -> tuple[list[Points], list[Points], list[Points]]:
        return self.parts, self.lines, self.loops


Maker = Callable[[np.random.Generator], Figure]


def line(*points: tuple[float, float]) -> Points:
    """The points as an array (n, 2)."""
    return np.array(points, np.float64)


def arc(
    centre: tuple[float, float], radius: tuple[float, float], start: float, stop: float
) -> Points:
    """Part of an ellipse (13, 2) from `start` to `stop` degrees, 0 to the right, 90 downwards."""
    angles = np.radians(np.linspace(start, stop, 13))
    return np.asarray(np.c_[np.cos(angles), np.sin(angles)] * np.array(radius) + np.array(centre))


def ring(centre: tuple[float, float], radius: tuple[float, float]) -> Points:
    """A whole ellipse (12, 2)."""
    return arc(centre, radius, 0, 360)[:-1]


def box(left: float, top: float, right: float, bottom: float) -> Points:
    """A rectangle (4, 2)."""
    return line((left, top), (right, top), (right, bottom), (left, bottom))


def bent(points: Points, closed: bool = False, rounds: int = 2) -> Points:
    """The line (n, 2) with its corners cut, `rounds` times."""
    for _ in range(rounds):
        start = points if closed else points[:-1]
        stop = np.roll(points, -1, axis=0) if closed else points[1:]
        cut = np.stack([0.75 * start + 0.25 * stop, 0.25 * start + 0.75 * stop], axis=1)
        cut = cut.reshape(-1, 2)
        points = cut if closed else np.concatenate([points[:1], cut, points[-1:]])
    return points


def mirrored(points: Points) -> Points:
    """The points (n, 2) on the other side of x = 0, in reverse order."""
    return np.asarray(points[::-1] * np.array([-1.0, 1.0]))


def both(half: Points) -> Points:
    """A whole outline from its right half, told from top to bottom."""
    return np.concatenate([half, mirrored(half)])


def stack(pieces: Iterable[Points]) -> Points:
    """Several lines as one, end to end."""
    return np.concatenate(list(pieces))


def chance(rng: np.random.Generator, share: float) -> bool:
    """True with the probability `share`."""
    return bool(rng.random() < share)
