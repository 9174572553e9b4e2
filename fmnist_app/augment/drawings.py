"""Catalogue pictures redrawn as people draw: wobbly outlines, gaps, inner lines, solid shapes."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.pose import posed
from fmnist_app.images.drawing import filled_shape, shaded
from fmnist_app.images.frame import cropped, to_28

PAD = 12


def drawn(picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """A catalogue picture (28, 28) uint8 as a drawing, read as the app reads it: (28, 28) uint8."""
    garment = enlarged(picture)
    if rng.random() < 0.8:
        garment = posed(garment, label, rng, by_hand=True)
    ink = inked(_fitted(garment), rng)
    return read(ink) if ink.any() else picture


def read(ink: np.ndarray) -> np.ndarray:
    """Ink (h, w) bool through the app's own steps for drawings: (28, 28) uint8."""
    shape = filled_shape(ink)
    return to_28(cropped(shaded(ink, shape), shape))


def inked(garment: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ink (h, w) bool of a drawing after the grey garment (h, w) uint8."""
    width = int(rng.integers(2, 7))
    mask = _silhouette(garment, rng)
    outlines, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    canvas = np.zeros(mask.shape, np.uint8)
    solid = rng.random() < 0.12
    wobble = rng.uniform(0.0, 1.8)
    detail = rng.uniform(0.5, 5.0)
    gaps = rng.random() < 0.3
    for outline in outlines:
        if len(outline) < 14:
            continue
        line = hand_drawn(outline[:, 0].astype(np.float32), detail, wobble, rng)
        if solid:
            cv2.fillPoly(canvas, [line], 1)
            continue
        if gaps:
            line = np.roll(line, int(rng.integers(len(line))), axis=0)
            line = line[: max(4, int(len(line) * rng.uniform(0.82, 1.0)))]
        cv2.polylines(canvas, [line], not gaps, 1, width)
    if rng.random() < 0.65:
        inner = _inner_lines(garment, mask, rng)
        brush = np.ones((max(1, width - 1),) * 2, np.uint8)
        thick = np.asarray(cv2.dilate(inner, brush), np.uint8)
        canvas = np.asarray(canvas & ~thick & 1 if solid else canvas | thick)
    return canvas.astype(bool)


def hand_drawn(
    points: np.ndarray, detail: float, wobble: float, rng: np.random.Generator
) -> np.ndarray:
    """A closed line (n, 2) float32 redrawn with fewer corners and a shaky hand: (m, 2) int32."""
    corners = cv2.approxPolyDP(points[:, None], detail, True)[:, 0]
    if len(corners) < 3:
        corners = points
    corners = corners + rng.normal(0, wobble, corners.shape)
    following = np.roll(corners, -1, axis=0)
    steps = np.linspace(0, 1, 6, endpoint=False)[None, :, None]
    path = (corners[:, None] * (1 - steps) + following[:, None] * steps).reshape(-1, 2)
    if rng.random() < 0.6:
        weights = np.array([1, 2, 3, 2, 1]) / 9.0
        around = np.stack([np.roll(path, shift, axis=0) for shift in range(-2, 3)])
        path = np.tensordot(weights, around, axes=1)
    noise = rng.normal(0, 1, (len(path) // 4 + 2, 2)).cumsum(axis=0)
    noise -= np.linspace(0, 1, len(noise))[:, None] * noise[-1]
    grown = cv2.resize(noise.astype(np.float32), (2, len(path)), interpolation=cv2.INTER_LINEAR)
    return np.round(path + 0.35 * wobble * grown).astype(np.int32)


def _silhouette(garment: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Mask (h, w) uint8 of the garment without specks; its holes often closed."""
    mask = (garment > rng.integers(12, 50)).astype(np.uint8)
    size = int(rng.integers(3, 8))
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))


def _inner_lines(garment: np.ndarray, mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The longer edges (h, w) uint8 inside the garment, at a random level of detail."""
    soft = cv2.GaussianBlur(garment, (0, 0), rng.uniform(1.0, 2.5))
    high = rng.uniform(40, 160)
    edges = np.asarray(cv2.Canny(soft, 0.4 * high, high), np.uint8) // 255
    depth = int(rng.integers(3, 9))
    edges &= np.asarray(cv2.erode(mask, np.ones((depth, depth), np.uint8)), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
    order = 1 + np.argsort(-stats[1:, cv2.CC_STAT_AREA])[: int(rng.integers(1, 7))]
    kept = [i for i in order if stats[i, cv2.CC_STAT_AREA] >= 8] if count > 1 else []
    return np.isin(labels, kept).astype(np.uint8)


def _fitted(garment: np.ndarray) -> np.ndarray:
    """The garment scaled so that its longest side is 84, on a black border of 12."""
    scale = 84.0 / max(garment.shape)
    size = (max(6, round(garment.shape[1] * scale)), max(6, round(garment.shape[0] * scale)))
    return np.pad(cv2.resize(garment, size, interpolation=cv2.INTER_LINEAR), PAD)
