"""Photo -> mask of the garment: where what differs from the border and GrabCut's guesses agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import cv2
import numpy as np

# Both by the masks drawn by hand (`python -m fmnist_app masks`): 0.783 in the mean with 80 pixels,
# 0.824 with 128, no more with 160, and the same within 0.005 with shares from 0.3 to 0.45.
WORKING_SIDE = 128
AGREED = 0.4
BORDER = 0.05
LEAST_SHARE = 0.03
MOST_SHARE = 0.93
GRABCUT_ROUNDS = 2
NO_BOX = (0, 0, 1, 1)  # GrabCut wants one, and reads it only where there are no marks


def garment_masks(rgb: np.ndarray) -> list[np.ndarray]:
    """Masks (h, w) bool of the garment in a photo (h, w, 3) uint8, the most likely one first.

    All True if none stands out. A mask may hold several parts, for instance the two shoes of a
    pair. The others are the guesses it was made from, which a network may look at as well.
    """
    height, width = rgb.shape[:2]
    scale = min(1.0, WORKING_SIDE / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (3, 3), 0)
    guesses = [mask for mask in candidates(small) if mask.any()]
    best = agreed(small, guesses)
    others = (mask for mask in guesses if not np.array_equal(mask, best))
    return [_enlarged(mask, (width, height)) for mask in (best, *others)]


def _enlarged(mask: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The mask (h, w) bool in another size (width, height)."""
    grown = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown > 0.5)


def candidates(small: np.ndarray) -> Iterator[np.ndarray]:
    """Several guesses (h, w) bool at the garment in a small photo (h, w, 3) uint8, tidied.

    By the border's colours alone, by GrabCut from these, and by GrabCut from the middle alone.
    """
    likely = _far_from_border(small)
    threshold = _split(likely)
    middle = _ellipse(likely.shape, 0.75)
    yield tidy(likely > threshold)
    yield tidy(_grabcut(small, _marks(likely * (0.4 + 0.8 * middle), 0.6 * threshold)))
    yield tidy(_grabcut(small, _centre_marks(likely.shape)))


def agreed(small: np.ndarray, masks: Sequence[np.ndarray]) -> np.ndarray:
    """Where the masks (h, w) bool agree, each counted by its worth; all True if none has any."""
    slope = _slope(small)
    worths = [worth(slope, mask) for mask in masks]
    if not any(worths):
        return np.ones(small.shape[:2], bool)
    common = np.average(masks, axis=0, weights=worths) > AGREED
    return common if common.any() else masks[int(np.argmax(worths))]


def worth(slope: np.ndarray, mask: np.ndarray) -> float:
    """How garment-like a mask (h, w) bool is, 0 to 1: its size, form, place and clear edge.

    `slope` (h, w) says how sharply the photo's colours change.
    """
    share = float(mask.mean())
    if not LEAST_SHARE < share < MOST_SHARE:
        return 0.0
    outlines, _ = cv2.findContours(
        mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    hulls = sum(cv2.contourArea(cv2.convexHull(outline)) for outline in outlines)
    solid = min(1.0, float(mask.sum()) / max(1.0, hulls))
    frame = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    inner = float((mask & (_ellipse(mask.shape, 0.8) > 0.3)).sum() / mask.sum())
    size = min(1.0, share / 0.2) * min(1.0, (1.0 - share) / 0.25)
    return solid * (1.0 - 0.9 * float(frame.mean())) * size * inner * (0.35 + _edge(slope, mask))


def _slope(small: np.ndarray) -> np.ndarray:
    """How sharply colours change (h, w) float32 in a photo (h, w, 3) uint8; 1 is sharp."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    slope = np.zeros(small.shape[:2], np.float32)
    for across, down in ((1, 0), (0, 1)):
        slope += (cv2.Sobel(lab, cv2.CV_32F, across, down, ksize=3) ** 2).sum(axis=2)
    slope = np.sqrt(slope)
    strong = float(np.percentile(slope, 90)) + 1e-3
    return np.asarray(np.minimum(slope / strong, 1.0))


def _edge(slope: np.ndarray, mask: np.ndarray) -> float:
    """How sharply colours change across the mask's outline, 0 to 1."""
    whole = mask.astype(np.uint8)
    rim = cv2.dilate(whole, _disc(3)) != cv2.erode(whole, _disc(3), borderValue=1)
    return float(slope[rim].mean()) if rim.any() else 0.0


def tidy(mask: np.ndarray, keep: float = 0.25) -> np.ndarray:
    """The mask (h, w) bool without specks, without small holes, and with its main parts only.

    A part is kept when it has at least `keep` of the largest part's area.
    """
    filled = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, _disc(3))
    filled = cv2.morphologyEx(filled, cv2.MORPH_CLOSE, _disc(5))
    count, labels, stats, centres = cv2.connectedComponentsWithStats(filled, connectivity=4)
    if count <= 1:
        return np.zeros_like(mask)
    height, width = mask.shape
    off = np.hypot(centres[:, 0] / width - 0.5, centres[:, 1] / height - 0.5)
    worth = stats[:, cv2.CC_STAT_AREA] * np.maximum(0.1, 1.0 - 1.2 * off)
    worth[0] = 0.0
    return _without_small_holes((worth >= keep * worth.max())[labels])


def _without_small_holes(mask: np.ndarray, share: float = 0.02) -> np.ndarray:
    """The mask with holes under `share` of its area filled."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8))
    small = stats[:count, cv2.CC_STAT_AREA] < share * mask.sum()
    small[0] = False
    return np.asarray(mask | small[labels])


def _far_from_border(rgb: np.ndarray) -> np.ndarray:
    """Distance (h, w) float32 of each pixel's colour to the nearest of the border's colours."""
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    height, width = lab.shape[:2]
    edge = max(2, round(BORDER * max(height, width)))
    frame = np.ones((height, width), bool)
    frame[edge:-edge, edge:-edge] = False
    border = lab[frame]
    cv2.setRNGSeed(7)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
    start = np.zeros((len(border), 1), np.int32)  # read only where the caller guesses
    _, labels, middles = cv2.kmeans(border, 4, start, criteria, 1, cv2.KMEANS_PP_CENTERS)
    which, centres = np.asarray(labels), np.asarray(middles)
    nearest = np.full((height, width), np.inf, np.float32)
    for index, centre in enumerate(centres):
        share = float((which == index).mean())
        if share < 0.06:
            continue
        spread = border[which[:, 0] == index].std(axis=0) + np.array([10.0, 4.0, 4.0], np.float32)
        distance = np.sqrt((((lab - centre) / spread) ** 2).sum(axis=2))
        nearest = np.minimum(nearest, distance)
    return np.minimum(nearest, 12.0)


def _split(distance: np.ndarray) -> float:
    """Otsu's threshold of the distances, kept within sensible bounds."""
    scaled = np.clip(distance * 20.0, 0, 255).astype(np.uint8)
    threshold, _ = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return float(np.clip(threshold / 20.0, 1.5, 5.0))


@lru_cache(maxsize=64)
def _ellipse(shape: tuple[int, int], reach: float) -> np.ndarray:
    """A bump (h, w) float32: 1 in the middle, falling to 0 at the border's distance / `reach`."""
    down, across = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    off = np.hypot(across / (shape[1] - 1) - 0.5, down / (shape[0] - 1) - 0.5) * 2
    return np.asarray(np.exp(-((off / reach) ** 4)), np.float32)


def _marks(likely: np.ndarray, threshold: float) -> np.ndarray:
    """GrabCut's starting marks (h, w) uint8 from the distances to the border's colours."""
    middle = _ellipse(likely.shape, 1.0)
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
    middle = _ellipse(shape, 0.75)
    marks = np.full(shape, cv2.GC_PR_BGD, np.uint8)
    marks[middle > 0.45] = cv2.GC_PR_FGD
    marks[0], marks[-1], marks[:, 0], marks[:, -1] = (cv2.GC_BGD,) * 4
    return marks


def _grabcut(rgb: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """Mask (h, w) bool by GrabCut from its starting marks; the marks alone where it fails."""
    fore = _foreground(marks)
    if fore.sum() < 30 or (~fore).sum() < 30:
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


def _disc(size: int) -> np.ndarray:
    """A round structuring element of the given diameter."""
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
