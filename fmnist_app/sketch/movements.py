"""Movements of the pointer: what a browser says was drawn, and the strokes that it makes.

What a browser sends is not trusted: what is no movement is passed over, and there is an end to how
many points are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fmnist_app.sketch.strokes import INK, MOST_POINTS, PAPER, WIDEST, Contour, is_number, kept

PEN, ERASER, FILL = TOOLS = ("Pen", "Eraser", "Fill")
COLOURS = {PEN: INK, ERASER: PAPER}
DOT = 0.01  # pixels: a line without any length is not drawn by the canvas


@dataclass(frozen=True)
class Movement:
    """One movement of a tool through points in sheet pixels.

    Movements are numbered as they begin; `version` is that of the sheet that it was made on.
    """

    number: int
    version: int
    tool: str
    width: float
    points: Contour

    def as_object(self) -> dict[str, Any]:
        """The stroke that a pen or an eraser leaves, as the canvas takes it."""
        return {
            "type": "Path",
            "path": smooth(self.points),
            "stroke": COLOURS[self.tool],
            "strokeWidth": self.width,
            "strokeLineCap": "round",
            "strokeLineJoin": "round",
            "fill": None,
        }


def read_movement(found: Any) -> Movement | None:
    """The movement in what a browser sent, or None where there is none."""
    if not isinstance(found, dict) or found.get("tool") not in TOOLS:
        return None
    numbers: list[Any] = [found.get(word) for word in ("number", "version", "width")]
    points = found.get("points")
    if not all(map(is_number, numbers)) or not isinstance(points, list):
        return None
    through = tuple(kept(x, y) for x, y in filter(_is_point, points[:MOST_POINTS]))
    if not through:
        return None
    number, version, width = numbers
    return Movement(
        int(number), int(version), found["tool"], min(max(float(width), 0.0), WIDEST), through
    )


def smooth(points: Sequence[tuple[float, float]]) -> list[list[Any]]:
    """A path in the canvas's commands: curves from middle to middle, bent by the points.

    It is what the canvas's own pencil draws, so that nothing jumps when it is told the stroke.
    """
    (x, y), *_ = points
    path: list[list[Any]] = [["M", x, y]]
    for (x, y), (to_x, to_y) in pairwise(points):
        path.append(["Q", x, y, (x + to_x) / 2, (y + to_y) / 2])
    x, y = points[-1]
    return [*path, ["L", x + DOT, y]]


def _is_point(found: Any) -> bool:
    return isinstance(found, list) and len(found) == 2 and all(map(is_number, found))
