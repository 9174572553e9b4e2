"""Figures put on a canvas: drawn by a shaky hand, or modelled in tones as garments."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.sampling import IntRange, Range, chance, integer, uniform
from fmnist_app.augment.strokes import Freehand, opened
from fmnist_app.augment.synthetic.figure import Figure, Points

# The placed figure's longest side, and the margin about it, in pixels.
LONGEST = 84
MARGIN = 12
# Outlines of fewer points are specks.
LEAST_OUTLINE = 14


@dataclass(frozen=True)
class Placement:
    """A figure turned, stretched, sheared, perhaps mirrored, and scaled to the canvas.

    `rotation` (degrees), `stretch` (logarithm of the factor) and `shear` are standard deviations.
    """

    rotation: float = 6.0
    stretch: float = 0.1
    shear: float = 0.06
    flipped: float = 0.5

    def __call__(self, figure: Figure, rng: np.random.Generator) -> Figure:
        """The figure in pixels."""
        turn = np.radians(rng.normal(0, self.rotation))
        matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        matrix = matrix @ np.diag(np.exp(rng.normal(0, self.stretch, 2)))
        matrix[0, 1] += rng.normal(0, self.shear)
        if chance(rng, self.flipped):
            matrix[0] *= -1.0
        slanted = figure.moved(lambda points: points @ matrix.T)
        low, high = slanted.bounds()
        scale = LONGEST / float((high - low).max())
        return slanted.moved(lambda points: (points - low) * scale + MARGIN)


@dataclass(frozen=True)
class LineDrawing:
    """A placed figure drawn by hand: one outline, with the probability `united`, or part by part.

    `solid` and `gaps` are probabilities too; the pen's `width` is in pixels, `wobble`, `detail` and
    `part_detail` are as for `Freehand`, and `kept` is how much of an open outline is drawn.
    """

    width: IntRange = (2, 8)
    wobble: Range = (0.0, 1.8)
    united: float = 0.6
    detail: Range = (1.0, 3.5)
    part_detail: Range = (0.3, 1.5)
    solid: float = 0.12
    gaps: float = 0.3
    kept: Range = (0.78, 1.0)

    def __call__(self, figure: Figure, rng: np.random.Generator) -> np.ndarray:
        """The drawing's ink (h, w) bool."""
        canvas = _canvas(figure)
        width, wobble = integer(rng, self.width), uniform(rng, self.wobble)
        united = chance(rng, self.united)
        outlines = _united(figure, canvas.shape) if united else figure.parts
        hand = Freehand(uniform(rng, self.detail if united else self.part_detail), wobble)
        solid, gaps = chance(rng, self.solid), chance(rng, self.gaps)
        for outline in outlines:
            path = hand(outline.astype(np.float32), rng)
            if solid:
                cv2.fillPoly(canvas, [path], 1)
                continue
            if gaps:
                start = int(rng.integers(len(path)))
                path = opened(path, uniform(rng, self.kept), start)
            cv2.polylines(canvas, [path], not gaps, 1, width)
        for strap in figure.straps:
            cv2.polylines(canvas, [_shaken(strap, wobble, rng)], False, 1, width)
        inner = np.zeros_like(canvas)
        for seam in figure.seams:
            cv2.polylines(inner, [_shaken(seam, wobble, rng)], False, 1, max(1, width - 1))
        return np.asarray(canvas & ~inner if solid else canvas | inner).astype(bool)


@dataclass(frozen=True)
class Shading:
    """A placed figure as a grey garment on black: parts filled, seams in other tones.

    `strap_width` is in pixels, the spreads are standard deviations of tones, `seam_spread` the
    range of such a one; `edged` and `filled` are the probabilities of a part's edge in another tone
    and of filling what a long seam encloses. Nothing is darker than `least`.
    """

    tone: Range = (60.0, 240.0)
    strap_width: IntRange = (3, 8)
    strap_spread: float = 20.0
    part_spread: float = 15.0
    edged: float = 0.7
    edge_spread: float = 35.0
    seam_spread: Range = (30.0, 140.0)
    filled: float = 0.7
    least: int = 20
    blur: float = 0.8

    def __call__(self, figure: Figure, rng: np.random.Generator) -> np.ndarray:
        """The garment (h, w) uint8."""
        canvas = _canvas(figure)
        tone = uniform(rng, self.tone)
        width = integer(rng, self.strap_width)
        for strap in figure.straps:
            shade = _near(tone, self.strap_spread, rng)
            cv2.polylines(canvas, [_pixels(strap)], False, shade, width)
        for part in figure.parts:
            cv2.fillPoly(canvas, [_pixels(part)], _near(tone, self.part_spread, rng))
            if chance(rng, self.edged):
                cv2.polylines(canvas, [_pixels(part)], True, _near(tone, self.edge_spread, rng), 1)
        inside = canvas > 0
        spread = uniform(rng, self.seam_spread)
        for seam in figure.seams:
            cv2.polylines(canvas, [_pixels(seam)], False, _near(tone, spread, rng), 2)
            if len(seam) > 4 and chance(rng, self.filled):
                cv2.fillPoly(canvas, [_pixels(seam)], _near(tone, spread, rng))
        flat = np.where(inside, canvas, 0).astype(np.uint8)
        soft = cv2.GaussianBlur(flat, (0, 0), self.blur)
        return np.where(inside, np.maximum(soft, self.least), 0).astype(np.uint8)


def _canvas(figure: Figure) -> np.ndarray:
    """Black paper (h, w) uint8 large enough for the placed figure."""
    _, high = figure.bounds()
    return np.zeros((int(high[1]) + MARGIN + 1, int(high[0]) + MARGIN + 1), np.uint8)


def _united(figure: Figure, shape: tuple[int, ...]) -> list[Points]:
    """The outlines of all parts together."""
    whole = np.zeros(shape, np.uint8)
    for part in figure.parts:
        cv2.fillPoly(whole, [_pixels(part)], 1)
    outlines, _ = cv2.findContours(whole, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return [outline[:, 0] for outline in outlines if len(outline) >= LEAST_OUTLINE]


def _shaken(stroke: Points, wobble: float, rng: np.random.Generator) -> Points:
    """An open line with unsteady points, and moved as a whole: (n, 2) int32."""
    return _pixels(stroke + rng.normal(0, 0.6 * wobble, stroke.shape) + rng.normal(0, 1.0, 2))


def _near(tone: float, spread: float, rng: np.random.Generator) -> int:
    """A tone near another one, never black."""
    return int(np.clip(tone + rng.normal(0, spread), 25, 255))


def _pixels(points: Points) -> Points:
    return np.round(points).astype(np.int32)
