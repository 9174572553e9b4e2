"""Line drawing -> filled shape with its inner lines kept, as a catalogue picture would show it."""

from __future__ import annotations

import cv2
import numpy as np

FILL = 190
LINE = 70
GAPS = (0.0, 0.02, 0.045, 0.08, 0.12)
WIDE_GAPS = (0.22, 0.36, 0.5, 0.7)
ENOUGH = 0.42
CLOSED = 1.35
COMPACT = 112


def ink_of(grey: np.ndarray, ground: float) -> np.ndarray:
    """Mask (h, w) bool of the ink in `grey` (h, w) uint8 drawn on a flat `ground` tone."""
    away = np.abs(grey.astype(np.float32) - ground)
    top = float(np.percentile(away, 99.5)) if away.size else 0.0
    return np.asarray(away > max(24.0, 0.4 * top))


def compact(ink: np.ndarray) -> np.ndarray:
    """The ink (h, w) bool cut to its bounds and scaled so that its longest side is at most 112."""
    left, top, width, height = cv2.boundingRect(ink.astype(np.uint8))
    part = ink[top : top + height, left : left + width].astype(np.float32)
    scale = COMPACT / max(width, height)
    if scale >= 1.0:
        return part > 0.5
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(part, size, interpolation=cv2.INTER_AREA) > 0.35


def filled_shape(ink: np.ndarray) -> np.ndarray:
    """Mask (h, w) bool of all that the ink (h, w) bool encloses, ink included.

    Gaps in the outline are bridged, the smallest bridge that encloses enough; wide openings are
    closed only if nothing else is enclosed. What stays open gives its ink alone.
    """
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return np.zeros_like(ink)
    box = (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1)
    side = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
    best = ink
    for gap in GAPS:
        shape = _enclosed(ink, round(gap * side))
        if shape.sum() >= ENOUGH * box:
            return shape
        if shape.sum() > CLOSED * best.sum():
            best = shape
    if best is not ink:
        return best
    for gap in WIDE_GAPS:
        shape = _enclosed(ink, round(gap * side))
        if shape.sum() > CLOSED * ink.sum():
            return shape
    return ink


def stroke_width(ink: np.ndarray) -> float:
    """Typical width in pixels of the strokes in `ink` (h, w) bool."""
    if ink.all():  # without any ground OpenCV's distance to it is without end
        return float(min(ink.shape))
    depth = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 3)
    ridge = depth[(depth > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)) - 1e-3)]
    return float(2.0 * np.median(ridge)) if ridge.size else 0.0


def shaded(ink: np.ndarray, shape: np.ndarray) -> np.ndarray:
    """Grey picture (h, w) uint8: the shape bright on black, the lines inside it darker.

    In a solid drawing the lines are where the ink is missing.
    """
    width = max(1.0, stroke_width(ink))
    depth = cv2.distanceTransform(np.pad(shape, 1).astype(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1]
    picture = np.where(shape, np.uint8(FILL), np.uint8(0))
    solid = ink.sum() > 0.6 * shape.sum()
    inside = depth > min(1.25 * width, 0.35 * float(depth.max()))
    picture[(shape & ~ink) if solid else (ink & inside)] = LINE
    return picture


def _enclosed(ink: np.ndarray, reach: int) -> np.ndarray:
    """Ink and what it encloses once gaps up to `reach` pixels wide are bridged."""
    pad = reach + 2
    wide = np.pad(ink, pad).astype(np.uint8)
    if reach > 0:
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach + 1, reach + 1))
        wide = np.asarray(cv2.morphologyEx(wide, cv2.MORPH_CLOSE, disc), np.uint8)
    outside = np.zeros((wide.shape[0] + 2, wide.shape[1] + 2), np.uint8)
    cv2.floodFill(wide, outside, (0, 0), 2)
    return np.asarray((wide != 2)[pad:-pad, pad:-pad] | ink)
