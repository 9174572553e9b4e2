"""The paint bucket: fills what the lines around a point enclose."""

import cv2
import numpy as np

from fmnist_app.sketch.strokes import INK, SIDE, Point, Stroke, UInt8Array

DARK = 128
OVERLAP = 5  # width of the brush that spreads paint under the line, so that no seam is left
FINE = 0.8  # pixels by which the outline of the paint may be off
EDGE_WIDTH = 2.0


def poured(sheet: UInt8Array, spot: Point) -> Stroke | None:
    """The paint poured at `spot` onto the sheet (336, 336) uint8, as a filled stroke.

    None where it would run out to the edge of the sheet, or where there is a line already.
    """
    column, row = (int(np.clip(round(value), 0, SIDE - 1)) for value in spot)
    walls = (sheet < DARK).astype(np.uint8)
    if walls[row, column]:
        return None
    mask = np.pad(walls, 1, constant_values=1)
    cv2.floodFill(walls, mask, (column, row), 2)
    paint = walls == 2
    if _reaches_the_edge(paint):
        return None
    grown = cv2.dilate(paint.astype(np.uint8), np.ones((OVERLAP, OVERLAP), np.uint8))
    outlines, _ = cv2.findContours(grown, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    contours = tuple(
        tuple((float(x), float(y)) for x, y in cv2.approxPolyDP(outline, FINE, True)[:, 0])
        for outline in outlines
    )
    return Stroke(contours, EDGE_WIDTH, INK, filled=True)


def _reaches_the_edge(paint: np.ndarray) -> bool:
    return bool(paint[[0, -1]].any() or paint[:, [0, -1]].any())
