"""Photo -> mask of the garment: a network's, together with what differs from the border."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from fmnist_app.images.garment import garment_probability

WORKING_SIDE = 128
# How much what differs from the border counts beside the network, at most, and how much of both
# together makes a pixel part of the garment. By the masks drawn by hand (`python -m fmnist_app
# masks`): 0.852 in the mean for the network alone, 0.855 so, within 0.001 of it from 0.35 to 0.5.
BORDER_COUNTS = 0.5
LIKELY = 0.45
BORDER = 0.05
LEAST_SHARE = 0.03
MOST_SHARE = 0.93


def garment_masks(rgb: np.ndarray) -> list[np.ndarray]:
    """Masks (h, w) bool of the garment in a photo (h, w, 3) uint8, the most likely one first.

    All True if none stands out. A mask may hold several parts, for instance the two shoes of a
    pair. The others are the two guesses it was made from, which a network may look at as well.
    """
    small = shrunk(rgb)
    likely = garment_probability(small)
    small = cv2.GaussianBlur(small, (3, 3), 0)
    distance = far_from_border(small)
    bordered = tidy(distance > split(distance))
    best = together(likely, bordered, worth(slope(small), bordered))
    masks = [best]
    for mask in (tidy(likely > 0.5), bordered):
        if mask.mean() > LEAST_SHARE and not any(np.array_equal(mask, other) for other in masks):
            masks.append(mask)
    return [enlarged(mask, rgb.shape[1::-1]) for mask in masks]


def together(likely: np.ndarray, bordered: np.ndarray, worth: float) -> np.ndarray:
    """The mask (h, w) bool of what the network finds `likely` and what differs from the border.

    The latter counts by its worth, 0 to 1. All True where next to nothing is left, or everything.
    """
    counts = BORDER_COUNTS * worth
    mask = tidy((likely + counts * bordered) / (1.0 + counts) > LIKELY)
    return mask if LEAST_SHARE < mask.mean() < MOST_SHARE else np.ones_like(mask)


def shrunk(rgb: np.ndarray) -> np.ndarray:
    """The photo (h, w, 3) uint8 with no side longer than it takes to find the garment."""
    height, width = rgb.shape[:2]
    scale = min(1.0, WORKING_SIDE / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA))


def enlarged(mask: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """The mask (h, w) bool in another size (width, height)."""
    grown = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown > 0.5)


def worth(edges: np.ndarray, mask: np.ndarray) -> float:
    """How garment-like a mask (h, w) bool is, 0 to 1: its size, form, place and clear edge.

    `edges` (h, w) says how sharply the photo's colours change.
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
    inner = float((mask & (bump(mask.shape, 0.8) > 0.3)).sum() / mask.sum())
    size = min(1.0, share / 0.2) * min(1.0, (1.0 - share) / 0.25)
    return solid * (1.0 - 0.9 * float(frame.mean())) * size * inner * (0.35 + _edge(edges, mask))


def slope(small: np.ndarray) -> np.ndarray:
    """How sharply colours change (h, w) float32 in a photo (h, w, 3) uint8; 1 is sharp."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    steep = np.zeros(small.shape[:2], np.float32)
    for across, down in ((1, 0), (0, 1)):
        steep += (cv2.Sobel(lab, cv2.CV_32F, across, down, ksize=3) ** 2).sum(axis=2)
    steep = np.sqrt(steep)
    strong = float(np.percentile(steep, 90)) + 1e-3
    return np.asarray(np.minimum(steep / strong, 1.0))


def _edge(edges: np.ndarray, mask: np.ndarray) -> float:
    """How sharply colours change across the mask's outline, 0 to 1."""
    whole = mask.astype(np.uint8)
    rim = cv2.dilate(whole, _disc(3)) != cv2.erode(whole, _disc(3), borderValue=1)
    return float(edges[rim].mean()) if rim.any() else 0.0


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


def far_from_border(rgb: np.ndarray) -> np.ndarray:
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


def split(distance: np.ndarray) -> float:
    """Otsu's threshold of the distances, kept within sensible bounds."""
    scaled = np.clip(distance * 20.0, 0, 255).astype(np.uint8)
    threshold, _ = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return float(np.clip(threshold / 20.0, 1.5, 5.0))


@lru_cache(maxsize=64)
def bump(shape: tuple[int, int], reach: float) -> np.ndarray:
    """A bump (h, w) float32: 1 in the middle, falling to 0 at the border's distance / `reach`."""
    down, across = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    off = np.hypot(across / (shape[1] - 1) - 0.5, down / (shape[0] - 1) - 0.5) * 2
    return np.asarray(np.exp(-((off / reach) ** 4)), np.float32)


def _disc(size: int) -> np.ndarray:
    """A round structuring element of the given diameter."""
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
