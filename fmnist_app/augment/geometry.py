"""Enlarging, turning and trimming of pictures of any size; knows nothing about garments."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.data import SIDE

ENLARGED = 3 * SIDE
# Tones up to this count as ground: scaling leaves dim fringes.
THRESHOLD = 14
LARGEST = 400


@dataclass(frozen=True)
class Homography:
    """A random planar view of a picture: turned, stretched, sheared, seen at a slant.

    `rotation` (degrees), `stretch` (logarithm of the factor), `shear` and `slant` (change of the
    perspective's divisor for each pixel) are standard deviations.
    """

    rotation: float = 5.0
    stretch: float = 0.14
    shear: float = 0.05
    slant: float = 0.0005

    def __call__(self, picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The picture (h, w) uint8 in a frame (h', w') that holds all of it, trimmed."""
        wide = _padded(picture)
        rotation = _rotation(wide.shape, rng.normal(0, self.rotation))
        factors = np.exp(rng.normal(0, self.stretch, 2))
        shear = rng.normal(0, self.shear)
        deform = np.array([[factors[0], shear, 0], [0, factors[1], 0], [0, 0, 1.0]])
        matrix = deform @ rotation
        matrix[2, :2] = rng.normal(0, self.slant, 2)
        return trimmed(_warped(wide, matrix))


def rotated(picture: np.ndarray, degrees: float) -> np.ndarray:
    """The picture (h, w) uint8 turned by `degrees`, in a frame that holds all of it, trimmed."""
    wide = _padded(picture)
    return trimmed(_warped(wide, _rotation(wide.shape, degrees)))


def enlarged(picture: np.ndarray) -> np.ndarray:
    """A picture (28, 28) uint8 at three times its size, (84, 84) uint8."""
    return cv2.resize(picture, (ENLARGED, ENLARGED), interpolation=cv2.INTER_CUBIC)


def mirrored(picture: np.ndarray) -> np.ndarray:
    """The picture (h, w) with left and right exchanged, as a contiguous copy."""
    return np.ascontiguousarray(picture[:, ::-1])


def trimmed(picture: np.ndarray) -> np.ndarray:
    """The picture (h, w) uint8 cut to what is not ground; unchanged when that is next to none."""
    left, top, width, height = cv2.boundingRect((picture > THRESHOLD).astype(np.uint8))
    if width < 4 or height < 4:
        return picture
    return np.ascontiguousarray(picture[top : top + height, left : left + width])


def _padded(picture: np.ndarray) -> np.ndarray:
    """The picture with a black margin of a quarter of its longest side."""
    pad = max(picture.shape) // 4
    return cv2.copyMakeBorder(picture, pad, pad, pad, pad, cv2.BORDER_CONSTANT)


def _rotation(shape: tuple[int, ...], degrees: float) -> np.ndarray:
    """The matrix (3, 3) of a turn about the middle of a picture of this shape."""
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), degrees, 1.0)
    return matrix


def _warped(picture: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """The picture (h, w) seen through a homography (3, 3), in a frame that holds all of it."""
    height, width = picture.shape
    corners = matrix @ np.array([[0, 0, width, width], [0, height] * 2, [1] * 4])
    corners = corners[:2] / corners[2]
    low = corners.min(axis=1)
    size = np.minimum(np.ceil(corners.max(axis=1) - low), LARGEST).astype(int)
    shift = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1.0]])
    return cv2.warpPerspective(picture, shift @ matrix, (int(size[0]), int(size[1])))
