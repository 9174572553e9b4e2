"""Figures put to paper with a shaky hand, or modelled in tones as a photo would show them."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.augment.drawings import hand_drawn
from fmnist_app.augment.synthetic.shape import Figure, Points, chance

INNER = 84
PAD = 12


def placed(figure: Figure, rng: np.random.Generator, degrees: float) -> Figure:
    """The figure turned, stretched, sheared, perhaps mirrored, and scaled to the canvas."""
    turn = np.radians(rng.normal(0, degrees))
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix = matrix @ np.diag(np.exp(rng.normal(0, 0.1, 2)))
    matrix[0, 1] += rng.normal(0, 0.06)
    if chance(rng, 0.5):
        matrix[0] *= -1.0
    slanted = figure.moved(lambda points: points @ matrix.T)
    low, high = slanted.bounds()
    scale = INNER / float((high - low).max())
    return slanted.moved(lambda points: (points - low) * scale + PAD)


def sketched(figure: Figure, rng: np.random.Generator) -> np.ndarray:
    """Ink (h, w) bool of a placed figure drawn by hand: one outline, or each part by itself."""
    canvas = _canvas(figure)
    width, wobble = int(rng.integers(2, 9)), rng.uniform(0.0, 1.8)
    joined = chance(rng, 0.6)
    outlines = _joined(figure, canvas.shape) if joined else figure.parts
    detail = rng.uniform(1.0, 3.5) if joined else rng.uniform(0.3, 1.5)
    solid, gaps = chance(rng, 0.12), chance(rng, 0.3)
    for outline in outlines:
        path = hand_drawn(outline.astype(np.float32), detail, wobble, rng)
        if solid:
            cv2.fillPoly(canvas, [path], 1)
        else:
            cv2.polylines(canvas, [_broken(path, rng) if gaps else path], not gaps, 1, width)
    for loop in figure.loops:
        cv2.polylines(canvas, [_shaken(loop, wobble, rng)], False, 1, width)
    inner = np.zeros_like(canvas)
    for stroke in figure.lines:
        cv2.polylines(inner, [_shaken(stroke, wobble, rng)], False, 1, max(1, width - 1))
    return np.asarray(canvas & ~inner if solid else canvas | inner).astype(bool)


def modelled(figure: Figure, rng: np.random.Generator) -> np.ndarray:
    """A placed figure as a grey picture (h, w) uint8 on black: parts filled, lines as seams."""
    canvas = _canvas(figure)
    tone = rng.uniform(60, 240)
    band = int(rng.integers(3, 9))
    for strap in figure.loops:
        cv2.polylines(canvas, [_whole(strap)], False, _tone(tone, 20, rng), band)
    for part in figure.parts:
        cv2.fillPoly(canvas, [_whole(part)], _tone(tone, 15, rng))
        if chance(rng, 0.7):
            cv2.polylines(canvas, [_whole(part)], True, _tone(tone, 35, rng), 1)
    inside = canvas > 0
    contrast = rng.uniform(30, 140)
    for seam in figure.lines:
        cv2.polylines(canvas, [_whole(seam)], False, _tone(tone, contrast, rng), 2)
        if len(seam) > 4 and chance(rng, 0.7):
            cv2.fillPoly(canvas, [_whole(seam)], _tone(tone, contrast, rng))
    soft = cv2.GaussianBlur(np.where(inside, canvas, 0).astype(np.uint8), (0, 0), 0.8)
    return np.where(inside, np.maximum(soft, 20), 0).astype(np.uint8)


def _canvas(figure: Figure) -> np.ndarray:
    """Black paper (h, w) uint8 large enough for the placed figure."""
    _, high = figure.bounds()
    return np.zeros((int(high[1]) + PAD + 1, int(high[0]) + PAD + 1), np.uint8)


def _joined(figure: Figure, shape: tuple[int, ...]) -> list[Points]:
    """The outlines of all parts together."""
    whole = np.zeros(shape, np.uint8)
    for part in figure.parts:
        cv2.fillPoly(whole, [_whole(part)], 1)
    outlines, _ = cv2.findContours(whole, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return [outline[:, 0] for outline in outlines if len(outline) >= 14]


def _broken(path: Points, rng: np.random.Generator) -> Points:
    """A closed line opened somewhere, a little of it missing."""
    path = np.roll(path, int(rng.integers(len(path))), axis=0)
    return path[: max(4, int(len(path) * rng.uniform(0.78, 1.0)))]


def _shaken(stroke: Points, wobble: float, rng: np.random.Generator) -> Points:
    """An open line with unsteady points and a free end: (n, 2) int32."""
    ends = stroke + rng.normal(0, 0.6 * wobble, stroke.shape) + rng.normal(0, 1.0, 2)
    return _whole(ends)


def _tone(tone: float, spread: float, rng: np.random.Generator) -> int:
    """A tone near another, never black."""
    return int(np.clip(tone + rng.normal(0, spread), 25, 255))


def _whole(points: Points) -> Points:
    """The points in whole pixels."""
    return np.round(points).astype(np.int32)
