"""Strokes: from the canvas's objects and back, and as a picture.

The canvas speaks Fabric's language: a stroke is a "Path" object whose commands are M (move), L
(line) and Q (quadratic curve). What a browser sends is not trusted: other objects are passed over,
numbers that are none too, and there is an end to how much is read.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

SIDE = 336  # pixels of the square sheet: 12 for each of the network's, and it fits a phone
INK, PAPER = "#000000", "#ffffff"
TONES = {INK: 0, PAPER: 255}

MOST_STROKES = 400
MOST_POINTS = 4_000  # in one stroke
WIDEST = 100.0
CURVE_STEPS = 4
FRACTION_BITS = 4  # OpenCV draws between pixels when told in sixteenths of one

Point = tuple[float, float]
Contour = tuple[Point, ...]
UInt8Array = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Stroke:
    """One movement of a tool: lines through points in sheet pixels, `width` wide, in `colour`.

    A filled stroke covers what its contours enclose; one within another is a hole.
    """

    contours: tuple[Contour, ...]
    width: float
    colour: str = INK
    filled: bool = False


def read(objects: Iterable[Any]) -> list[Stroke]:
    """The strokes among a canvas's objects, in their order; whatever else is there is left out."""
    strokes = (_stroke(each) for each in list(objects)[:MOST_STROKES] if isinstance(each, dict))
    return [stroke for stroke in strokes if stroke]


def as_object(stroke: Stroke) -> dict[str, Any]:
    """The stroke as the canvas takes it."""
    path = [
        [command, *point]
        for contour in stroke.contours
        for command, point in zip(["M", *["L"] * (len(contour) - 1)], contour, strict=True)
    ]
    return {
        "type": "Path",
        "path": path,
        "stroke": stroke.colour,
        "strokeWidth": stroke.width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
        "fill": stroke.colour if stroke.filled else None,
        "fillRule": "evenodd",
    }


def rendered(strokes: Sequence[Stroke], ground: UInt8Array | None = None) -> UInt8Array:
    """The sheet (336, 336) uint8: black strokes on white paper, or on the picture `ground`."""
    sheet = np.full((SIDE, SIDE), 255, np.uint8) if ground is None else ground.copy()
    for stroke in strokes:
        lines = [_fixed(contour) for contour in stroke.contours]
        tone = TONES[stroke.colour]
        if stroke.filled:
            cv2.fillPoly(sheet, lines, tone, cv2.LINE_AA, FRACTION_BITS)
        thick = max(1, round(stroke.width))
        cv2.polylines(sheet, lines, stroke.filled, tone, thick, cv2.LINE_AA, FRACTION_BITS)
    return sheet


def _fixed(contour: Contour) -> npt.NDArray[np.int32]:
    points = contour if len(contour) > 1 else (*contour, contour[0])
    scaled: npt.NDArray[np.int32] = np.round(np.array(points) * 2**FRACTION_BITS).astype(np.int32)
    return scaled.reshape(-1, 1, 2)


def _stroke(found: dict[str, Any]) -> Stroke | None:
    path, width = found.get("path"), found.get("strokeWidth", 1.0)
    if found.get("type") != "Path" or not isinstance(path, list) or not is_number(width):
        return None
    contours = tuple(map(tuple, _contours(path[:MOST_POINTS])))
    if not contours:
        return None
    filled = found.get("fill") in TONES
    colour = found["fill"] if filled else found.get("stroke")
    if colour not in TONES:
        return None
    return Stroke(contours, min(max(float(width), 0.0), WIDEST), colour, filled)


def _contours(path: list[Any]) -> Iterator[list[Point]]:
    """The path as lines through points, a new line after every move."""
    line: list[Point] = []
    for command in path:
        if not isinstance(command, list) or not command or not all(map(is_number, command[1:])):
            continue
        points = [kept(x, y) for x, y in zip(command[1::2], command[2::2], strict=False)]
        match command[0], points:
            case "M", [start]:
                if line:
                    yield line
                line = [start]
            case "L", [end] if line:
                line.append(end)
            case "Q", [bend, end] if line:
                line.extend(_curve(line[-1], bend, end))
    if line:
        yield line


def _curve(start: Point, bend: Point, end: Point) -> Iterator[Point]:
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        yield tuple(a * s + b * m + c * e for s, m, e in zip(start, bend, end, strict=True))  # type: ignore[misc]


def is_number(value: object) -> bool:
    """Whether it is a finite number, which what a browser sends need not be."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def kept(x: float, y: float) -> Point:
    """A point, brought back to the neighbourhood of the sheet."""
    return min(max(x, -SIDE), 2.0 * SIDE), min(max(y, -SIDE), 2.0 * SIDE)
