"""New poses of catalogue pictures: lifted sleeves, spread legs, wide skirts, turned, stretched."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.augment.geometry import INK, SIDE, turned
from fmnist_app.augment.shoes import ankle_raised, shoe_posed

TOPS = (0, 2, 4, 6)
SHOES = (5, 7, 9)


def posed(
    picture: np.ndarray, label: int, rng: np.random.Generator, by_hand: bool = False
) -> np.ndarray:
    """An enlarged picture (84, 84) uint8 of class `label` in a random new pose, (n, n) uint8.

    `by_hand` allows the freer proportions of drawings.
    """
    if by_hand and label in (7, 9) and rng.random() < 0.5:
        picture = ankle_raised(picture, rng)
    if label in TOPS or (label == 3 and rng.random() < 0.2):
        if rng.random() < 0.6:
            picture = sleeves_lifted(picture, label, rng)
    elif label in SHOES:
        picture = shoe_posed(picture, label, rng)
    elif label == 1 and rng.random() < 0.5:
        picture = legs_apart(picture, rng)
    elif label == 3 and rng.random() < 0.5:
        picture = flared(picture, rng)
    return turned(_stretched(picture, label, rng), rng, 25.0 if label in SHOES else 10.0)


def sleeves_lifted(picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """The top (84, 84) with its sleeves swung outwards, (140, 140) uint8; as it is without any."""
    mask = picture > INK
    rows = np.flatnonzero(mask.any(axis=1))
    if rows.size < 20:
        return picture
    height = rows[-1] - rows[0] + 1
    centre = (SIDE - 1) / 2
    widths = mask.sum(axis=1)[rows[0] : rows[-1] + 1] / 2.0
    widest, hem = float(np.percentile(widths, 97)), float(np.median(widths[int(0.75 * height) :]))
    torso = hem * 0.97
    if hem > 0.86 * widest:
        if label == 0 or widest < 0.3 * height:
            return picture
        torso = rng.uniform(0.52, 0.66) * widest
    shoulder = rows[0] + rng.uniform(0.08, 0.2) * height
    angle = rng.uniform(3.0, 62.0)
    uneven = rng.normal(0.0, 6.0)
    grid = np.arange(SIDE, dtype=np.float32)[None, :] - centre
    slant = (np.arange(SIDE, dtype=np.float32)[:, None] - shoulder) * rng.uniform(-0.03, 0.06)
    pad = 28
    whole = np.pad(np.where(np.abs(grid) <= torso + slant, picture, 0).astype(np.uint8), pad)
    for side, swing in ((-1, angle + uneven), (1, angle - uneven)):
        sleeve = np.where(side * grid > torso + slant, picture, 0).astype(np.uint8)
        pivot = (centre + side * torso + pad, shoulder + pad)
        spin = cv2.getRotationMatrix2D(pivot, side * float(np.clip(swing, 0, 85)), 1.0)
        moved = cv2.warpAffine(np.pad(sleeve, pad), spin, whole.shape[::-1])
        whole = np.maximum(whole, moved)
    return whole


def legs_apart(trousers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The trousers (84, 84) with their legs spread, (84, 140) uint8."""
    wide = np.pad(trousers, ((0, 0), (28, 28)))
    down, across = np.mgrid[0:SIDE, 0 : wide.shape[1]].astype(np.float32)
    crotch = SIDE * rng.uniform(0.3, 0.5)
    gap = np.maximum(0.0, down - crotch) * np.tan(np.radians(rng.uniform(2, 22)))
    off = across - (wide.shape[1] - 1) / 2
    source = across - np.sign(off) * gap
    spread = cv2.remap(wide, source.astype(np.float32), down, cv2.INTER_LINEAR)
    return np.where(np.abs(off) > gap, spread, 0).astype(np.uint8)


def flared(dress: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The dress (84, 84) with a wider skirt, (84, 140) uint8."""
    wide = np.pad(dress, ((0, 0), (28, 28)))
    down, across = np.mgrid[0:SIDE, 0 : wide.shape[1]].astype(np.float32)
    waist = SIDE * rng.uniform(0.25, 0.5)
    widened = 1.0 + rng.uniform(0.1, 1.2) * np.clip((down - waist) / (SIDE - waist), 0, 1)
    middle = (wide.shape[1] - 1) / 2
    source = (middle + (across - middle) / widened).astype(np.float32)
    return cv2.remap(wide, source, down, cv2.INTER_LINEAR)


def _stretched(picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """The picture in other proportions: squat trousers, tall sneakers, wide tops and dresses."""
    if rng.random() < 0.4:
        return picture
    ways = {1: (1.0, 1.9), 3: (0.95, 1.4), 7: (0.6, 1.05), 8: (0.6, 1.15), 9: (0.7, 1.1)}
    ratio = rng.uniform(*ways.get(label, (0.85, 1.25)))
    size = (max(8, round(picture.shape[1] * ratio)), picture.shape[0])
    return cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
