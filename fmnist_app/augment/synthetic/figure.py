"""Figures: outlines and lines in measures of their own, x to the right and y downwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

Points = np.ndarray


@dataclass(eq=False)
class Figure:
    """Something to be drawn: closed `parts` (n, 2), open `seams` within them, and `straps`.

    Straps are handles and bands outside the parts: a photo shows them broad, a drawing as lines.
    """

    parts: list[Points]
    seams: list[Points] = field(default_factory=list)
    straps: list[Points] = field(default_factory=list)

    def moved(self, move: Callable[[Points], Points]) -> Figure:
        """The figure with every line put through `move`."""
        return Figure(*([move(line) for line in lines] for lines in self._all()))

    def joined(self, other: Figure) -> Figure:
        """Both figures as one."""
        pairs = zip(self._all(), other._all(), strict=True)
        return Figure(*(mine + theirs for mine, theirs in pairs))

    def bounds(self) -> tuple[Points, Points]:
        """The least and the greatest x and y, (2,) each."""
        points = np.concatenate([line for lines in self._all() for line in lines])
        return points.min(axis=0), points.max(axis=0)

    def _all(self) -> tuple[list[Points], list[Points], list[Points]]:
        return self.parts, self.seams, self.straps


FigureMaker = Callable[[np.random.Generator], Figure]


def line(*points: tuple[float, float]) -> Points:
    """The points as an array (n, 2)."""
    return np.array(points, np.float64)


def arc(
    centre: tuple[float, float], radius: tuple[float, float], start: float, stop: float
) -> Points:
    """Part of an ellipse (13, 2) from `start` to `stop` degrees, 0 to the right, 90 downwards."""
    angles = np.radians(np.linspace(start, stop, 13))
    return np.asarray(np.c_[np.cos(angles), np.sin(angles)] * np.array(radius) + np.array(centre))


def ellipse(centre: tuple[float, float], radius: tuple[float, float]) -> Points:
    """A whole ellipse (12, 2)."""
    return arc(centre, radius, 0, 360)[:-1]


def box(left: float, top: float, right: float, bottom: float) -> Points:
    """A rectangle (4, 2)."""
    return line((left, top), (right, top), (right, bottom), (left, bottom))


def rounded(points: Points, closed: bool = False, rounds: int = 2) -> Points:
    """The line (n, 2) with its corners cut, `rounds` times, by Chaikin's method."""
    for _ in range(rounds):
        start = points if closed else points[:-1]
        stop = np.roll(points, -1, axis=0) if closed else points[1:]
        cut = np.stack([0.75 * start + 0.25 * stop, 0.25 * start + 0.75 * stop], axis=1)
        cut = cut.reshape(-1, 2)
        points = cut if closed else np.concatenate([points[:1], cut, points[-1:]])
    return points


def reflected(points: Points) -> Points:
    """The line (n, 2) on the other side of x = 0, in reverse order."""
    return np.asarray(points[::-1] * np.array([-1.0, 1.0]))


def symmetric(half: Points) -> Points:
    """A whole outline (2n, 2) from its right half (n, 2), told from top to bottom."""
    return np.concatenate([half, reflected(half)])


def both_sides(right: Points) -> list[Points]:
    """A line (n, 2) and its reflection."""
    return [right, reflected(right)]


def chained(lines: Iterable[Points]) -> Points:
    """Several lines as one, end to end."""
    return np.concatenate(list(lines))
