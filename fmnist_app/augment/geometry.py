"""Scaling, turning and trimming of catalogue pictures; knows nothing about garments."""

from __future__ import annotations

import cv2
import numpy as np

SCALE = 3
SIDE = 28 * SCALE
INK = 14


def enlarged(picture: np.ndarray) -> np.ndarray:
    """A catalogue picture (28, 28) uint8 at three times its size, (84, 84) uint8."""
    return cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)


def turned(
    picture: np.ndarray, rng: np.random.Generator, degrees: float, plain: bool = False
) -> np.ndarray:
    """The picture turned by up to about `degrees`, stretched, sheared and seen at a slant."""
    height, width = picture.shape
    side = max(height, width)
    pad = side // 4
    wide = cv2.copyMakeBorder(picture, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
    centre = (wide.shape[1] / 2, wide.shape[0] / 2)
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D(centre, rng.normal(0, degrees / 2), 1.0)
    if not plain:
        stretch = np.exp(rng.normal(0, 0.14, 2))
        shear = rng.normal(0, 0.05)
        matrix = np.array([[stretch[0], shear, 0], [0, stretch[1], 0], [0, 0, 1.0]]) @ matrix
        matrix[2, :2] = rng.normal(0, 0.0005, 2)
    corners = np.array([[0, 0, wide.shape[1], wide.shape[1]], [0, wide.shape[0]] * 2, [1] * 4])
    spread = matrix @ corners
    spread = spread[:2] / spread[2]
    low = spread.min(axis=1)
    size = np.minimum(np.ceil(spread.max(axis=1) - low), 400).astype(int)
    shift = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1.0]])
    return tight(cv2.warpPerspective(wide, shift @ matrix, (int(size[0]), int(size[1]))))


def tight(picture: np.ndarray) -> np.ndarray:
    """The picture cut to what is not black; unchanged when it is all black."""
    box = cv2.boundingRect((picture > INK).astype(np.uint8))
    left, top, width, height = box
    if width < 4 or height < 4:
        return picture
    return np.ascontiguousarray(picture[top : top + height, left : left + width])
