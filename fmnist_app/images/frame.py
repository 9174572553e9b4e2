"""Cropping to the garment, centring it, and the last step down to 28x28."""

from __future__ import annotations

import cv2
import numpy as np

SIDE = 28
INNER = 28


def cropped(picture: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The garment of `picture` (h, w) uint8 centred in a black square; its longest side fits.

    `mask` (h, w) bool says where the garment is; an empty mask keeps the whole picture.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        rows, columns = np.arange(picture.shape[0]), np.arange(picture.shape[1])
    part = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = part.shape
    side = max(height, width)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = part
    return square


def to_28(square: np.ndarray) -> np.ndarray:
    """A square picture (n, n) uint8 scaled to (28, 28) uint8 by area, edges kept crisp."""
    way = cv2.INTER_AREA if square.shape[0] >= INNER else cv2.INTER_LINEAR
    inner = cv2.resize(square, (INNER, INNER), interpolation=way)
    pad = (SIDE - INNER) // 2
    return np.pad(inner, pad) if pad else inner


def stretched(picture: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """`picture` (h, w) uint8 with the garment's tones spread and lifted clear of the black ground.

    A flat garment's contrast is raised by up to 1.6, and its median is brought to the catalogue's
    usual brightness; outside the mask all is black.
    """
    counts = np.bincount(picture[mask], minlength=256)
    if not counts.any():
        return np.zeros_like(picture)
    low, middle, high = (_percentile(counts, percent) for percent in (3, 50, 97))
    gain = min(1.6, max(1.0, 90.0 / max(high - low, 1.0)))
    target = min(max(middle, 130.0), 200.0)
    # Tone by tone instead of pixel by pixel: there are 256 of the ones, and 100,000 of the others.
    tones = np.clip((np.arange(256.0) - middle) * gain + target, 25.0, 255.0).astype(np.uint8)
    return np.where(mask, tones[picture], np.uint8(0))


def _percentile(counts: np.ndarray, percent: float) -> float:
    """A percentile of tones that occur so often, (256,), as NumPy interpolates it."""
    upto = counts.cumsum()
    place = percent / 100.0 * (int(upto[-1]) - 1)
    below, above = np.searchsorted(upto, (np.floor(place), np.ceil(place)), side="right")
    return float(below + (above - below) * (place % 1.0))
