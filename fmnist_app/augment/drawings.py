"""Pictures of garments redrawn as people draw: wobbly outlines, gaps, inner lines, solid shapes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.pose import Pose
from fmnist_app.augment.preprocessing import from_drawing
from fmnist_app.augment.sampling import IntRange, Range, chance, integer, uniform
from fmnist_app.augment.shoes import AnkleRaise
from fmnist_app.augment.strokes import Freehand, opened
from fmnist_app.augment.transform import PictureTransform

# The drawn garment's longest side, and the margin of the paper about it, in pixels.
PAPER = 84
MARGIN = 12


@dataclass(frozen=True)
class Silhouette:
    """A garment's mask without specks, its smaller holes closed; sizes in pixels."""

    threshold: IntRange = (12, 49)
    closing: IntRange = (3, 7)
    opening: int = 2

    def __call__(self, garment: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The mask (h, w) uint8, 0 or 1, of the garment (h, w) uint8."""
        mask = (garment > integer(rng, self.threshold)).astype(np.uint8)
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _square(integer(rng, self.closing)))
        return cv2.morphologyEx(closed, cv2.MORPH_OPEN, _square(self.opening))


@dataclass(frozen=True)
class InnerLines:
    """The longer edges inside a garment, by Canny's detector at a random level of detail.

    `blur` and `margin`, the distance from the outline, are in pixels; `threshold` is Canny's upper
    one, the lower one is a share of it; edges of fewer than `least` pixels are left out.
    """

    blur: Range = (1.0, 2.5)
    threshold: Range = (40.0, 160.0)
    lower: float = 0.4
    margin: IntRange = (3, 8)
    count: IntRange = (1, 6)
    least: int = 8

    def __call__(
        self, garment: np.ndarray, mask: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """Lines (h, w) uint8, 0 or 1, of the garment (h, w) uint8 with the mask (h, w) uint8."""
        soft = cv2.GaussianBlur(garment, (0, 0), uniform(rng, self.blur))
        upper = uniform(rng, self.threshold)
        edges = np.asarray(cv2.Canny(soft, self.lower * upper, upper), np.uint8) // 255
        edges &= np.asarray(cv2.erode(mask, _square(integer(rng, self.margin))), np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
        areas = stats[1:, cv2.CC_STAT_AREA]
        longest = np.argsort(-areas)[: integer(rng, self.count)]
        kept = 1 + longest[areas[longest] >= self.least]
        return np.isin(labels, kept).astype(np.uint8)


@dataclass(frozen=True)
class Sketch(PictureTransform):
    """The garment as a drawing after it, read as the app reads drawings.

    `posed`, `solid`, `gaps` and `inner` are the probabilities of a new pose, of a filled drawing,
    of open outlines and of inner lines; `width` is the pen's in pixels, `detail` and `wobble` are
    those of `Freehand`, `kept` is how much of an open outline is drawn, and outlines of fewer than
    `least` points are left out.
    """

    posed: float = 0.8
    pose: Pose = Pose(ankle=AnkleRaise())
    width: IntRange = (2, 6)
    wobble: Range = (0.0, 1.8)
    detail: Range = (0.5, 5.0)
    solid: float = 0.12
    gaps: float = 0.3
    kept: Range = (0.82, 1.0)
    least: int = 14
    inner: float = 0.65
    silhouette: Silhouette = Silhouette()
    inner_lines: InnerLines = InnerLines()

    def ink(self, garment: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The ink (h, w) bool of a drawing after the garment (h, w) uint8."""
        width = integer(rng, self.width)
        mask = self.silhouette(garment, rng)
        canvas = np.zeros(mask.shape, np.uint8)
        solid = chance(rng, self.solid)
        self._draw_outlines(canvas, mask, None if solid else width, rng)
        if chance(rng, self.inner):
            lines = self.inner_lines(garment, mask, rng)
            thick = np.asarray(cv2.dilate(lines, _square(max(1, width - 1))), np.uint8)
            canvas = np.asarray(canvas & ~thick & 1 if solid else canvas | thick)
        return canvas.astype(bool)

    def _draw_outlines(
        self, canvas: np.ndarray, mask: np.ndarray, width: int | None, rng: np.random.Generator
    ) -> None:
        """Draw the mask's outlines with a pen of this width, or fill them where there is none."""
        wobble = uniform(rng, self.wobble)
        hand = Freehand(uniform(rng, self.detail), wobble)
        gaps = chance(rng, self.gaps)
        outlines, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
        for outline in outlines:
            if len(outline) < self.least:
                continue
            line = hand(outline[:, 0].astype(np.float32), rng)
            if width is None:
                cv2.fillPoly(canvas, [line], 1)
                continue
            if gaps:
                start = int(rng.integers(len(line)))
                line = opened(line, uniform(rng, self.kept), start)
            cv2.polylines(canvas, [line], not gaps, 1, width)

    def _one(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        garment = enlarged(picture)
        if chance(rng, self.posed):
            garment = self.pose.of_enlarged(garment, label, rng)
        ink = self.ink(_on_paper(garment), rng)
        return from_drawing(ink) if ink.any() else picture


def _on_paper(garment: np.ndarray) -> np.ndarray:
    """The garment scaled to the paper's size, with a black margin."""
    scale = float(PAPER) / max(garment.shape)
    size = (max(6, round(garment.shape[1] * scale)), max(6, round(garment.shape[0] * scale)))
    return np.pad(cv2.resize(garment, size, interpolation=cv2.INTER_LINEAR), MARGIN)


def _square(side: int) -> np.ndarray:
    return np.ones((side, side), np.uint8)
