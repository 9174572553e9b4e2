"""The last steps by which the app itself turns a drawing or a cut-out photo into 28x28 pixels.

Networks learn from pictures that have gone through the very code that they will meet in use.
"""

from __future__ import annotations

import numpy as np

from fmnist_app.images.drawing import filled_shape, shaded
from fmnist_app.images.frame import cropped, stretched, to_28

# A mask with fewer pixels is none, and the whole photo is kept.
LEAST_FOREGROUND = 40


def from_drawing(ink: np.ndarray) -> np.ndarray:
    """A drawing's ink (h, w) bool as the app reads it: (28, 28) uint8."""
    shape = filled_shape(ink)
    return to_28(cropped(shaded(ink, shape), shape))


def from_photo(grey: np.ndarray, foreground: np.ndarray) -> np.ndarray:
    """A photo (h, w) uint8 with its mask (h, w) bool as the app reads it: (28, 28) uint8."""
    if foreground.sum() < LEAST_FOREGROUND:
        foreground = np.ones_like(foreground)
    return to_28(cropped(stretched(grey, foreground), foreground))
