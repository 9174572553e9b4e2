"""Kind of a picture (photo or drawing) and which of its tones is the background."""

from __future__ import annotations

import cv2
import numpy as np

FLAT = 14
FLAT_BORDER = 0.9
TWO_TONES = 0.8
DARK, LIGHT = 30, 225


def border_tone(grey: np.ndarray) -> float:
    """The commonest tone along the border of `grey` (h, w) uint8: the median of its frame."""
    edge = max(1, round(0.03 * min(grey.shape)))
    frame = np.ones(grey.shape, bool)
    frame[edge:-edge, edge:-edge] = False
    return float(np.median(grey[frame]))


def border_flatness(grey: np.ndarray, within: int = FLAT) -> float:
    """Share of the frame's pixels of `grey` (h, w) uint8 `within` so much of the border's tone."""
    edge = max(1, round(0.03 * min(grey.shape)))
    frame = np.ones(grey.shape, bool)
    frame[edge:-edge, edge:-edge] = False
    return float((np.abs(grey[frame].astype(np.float32) - border_tone(grey)) <= within).mean())


def is_drawing(grey: np.ndarray) -> bool:
    """Whether `grey` (h, w) uint8 is a drawing: a flat ground and ink of nearly one tone.

    A ground of middling tone must be perfectly flat, and large inked areas must be so too: cloth
    and floors in photos never are.
    """
    ground = border_tone(grey)
    if border_flatness(grey) < FLAT_BORDER:
        return False
    if DARK < ground < LIGHT and border_flatness(grey, 2) < FLAT_BORDER:
        return False
    away = np.abs(grey.astype(np.float32) - ground)
    ink = away > 3 * FLAT
    if not ink.any():
        return True
    on_ground = float((away <= FLAT).mean())
    strongest = float(np.percentile(away[ink], 75))
    on_ink = float((np.abs(away - strongest) <= 2 * FLAT).mean())
    if on_ground + on_ink < TWO_TONES + 0.1 * (1.0 - min(1.0, strongest / 255.0)):
        return False
    return not _woven(grey, ink)


def _woven(grey: np.ndarray, ink: np.ndarray) -> bool:
    """Whether the ink has large areas and these are uneven, as cloth is and a pen's fill is not."""
    core = cv2.erode(ink.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    if core.sum() < 0.3 * ink.sum():
        return False
    step = cv2.absdiff(grey[:, 1:], grey[:, :-1])[core[:, 1:]]
    return bool((step > 0).mean() > 0.25)


def white_on_black(grey: np.ndarray) -> np.ndarray:
    """`grey` (h, w) uint8 turned so that its border is the dark side."""
    return 255 - grey if border_tone(grey) > 127 else grey
