"""Guesses at the garment on a photo that learnt nothing, from which the segmenter begins to learn.

By the border's colours, and by GrabCut from two different starts. Where they agree they are right
more often than each alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from fmnist_app.images.background import bump, far_from_border, slope, split, tidy, worth
from fmnist_app.zoo.masks import overlap

GRABCUT_ROUNDS = 2
LEAST_PIXELS = 30  # fewer, of garment or ground, and GrabCut has nothing to go by
NO_BOX = (0, 0, 1, 1)  # GrabCut wants one, and reads it only where there are no marks


@dataclass(frozen=True, eq=False)
class RoughMask:
    """The guesses' mean (h, w) float32, each by its worth, and how far they agree, 0 to 1."""

    share: np.ndarray
    agreement: float


def rough_mask(small: np.ndarray) -> RoughMask:
    """What the guesses at a small photo (h, w, 3) uint8 come to; a half everywhere for none."""
    guesses = [mask for mask in candidates(small) if mask.any()]
    edges = slope(small)
    worths = [worth(edges, mask) for mask in guesses]
    if not any(worths):
        return RoughMask(np.full(small.shape[:2], 0.5, np.float32), 0.0)
    share = np.average(guesses, axis=0, weights=worths).astype(np.float32)
    overlaps = [overlap(*pair) for pair in combinations(guesses, 2)]
    return RoughMask(share, float(np.mean(overlaps)) if overlaps else 0.0)


def candidates(small: np.ndarray) -> Iterator[np.ndarray]:
    """Three guesses (h, w) bool at the garment in a small photo (h, w, 3) uint8, tidied.

    By the border's colours alone, by GrabCut from these, and by GrabCut from the middle alone.
    """
    likely = far_from_border(small)
    threshold = split(likely)
    middle = bump(likely.shape, 0.75)
    yield tidy(likely > threshold)
    yield tidy(_grabcut(small, _marks(likely * (0.4 + 0.8 * middle), 0.6 * threshold)))
    yield tidy(_grabcut(small, _centre_marks(likely.shape)))


def _marks(likely: np.ndarray, threshold: float) -> np.ndarray:
    """GrabCut's starting marks (h, w) uint8 from the distances to the border's colours."""
    middle = bump(likely.shape, 1.0)
    marks = np.full(likely.shape, cv2.GC_PR_BGD, np.uint8)
    marks[(likely > threshold) & (middle > 0.15)] = cv2.GC_PR_FGD
    marks[(likely > 2.0 * threshold) & (middle > 0.75)] = cv2.GC_FGD
    marks[(likely < 0.5 * threshold) & (middle < 0.5)] = cv2.GC_BGD
    rim = np.ones(likely.shape, bool)
    rim[1:-1, 1:-1] = False
    marks[rim & (likely < threshold)] = cv2.GC_BGD
    return marks


def _centre_marks(shape: tuple[int, int]) -> np.ndarray:
    """GrabCut's starting marks (h, w) uint8 when only the garment's place is guessed."""
    middle = bump(shape, 0.75)
    marks = np.full(shape, cv2.GC_PR_BGD, np.uint8)
    marks[middle > 0.45] = cv2.GC_PR_FGD
    marks[0], marks[-1], marks[:, 0], marks[:, -1] = (cv2.GC_BGD,) * 4
    return marks


def _grabcut(rgb: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """Mask (h, w) bool by GrabCut from its starting marks; the marks alone where it fails."""
    fore = _foreground(marks)
    if min(fore.sum(), (~fore).sum()) < LEAST_PIXELS:
        return fore
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(7)
    try:
        cv2.grabCut(rgb, marks, NO_BOX, *models, GRABCUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        return fore
    return _foreground(marks)


def _foreground(marks: np.ndarray) -> np.ndarray:
    """Where marks (h, w) uint8 say the garment is, surely or probably: (h, w) bool."""
    return np.asarray((marks == cv2.GC_FGD) | (marks == cv2.GC_PR_FGD))
