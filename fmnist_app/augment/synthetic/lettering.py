"""Letters and figures written on a canvas."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.sampling import IntRange, Range, integer, uniform

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789?!&"
CANVAS = (108, 108)
START = (8, 80)


@dataclass(frozen=True)
class Lettering:
    """A few characters in one of OpenCV's eight hands; `size` is the scale of a single one."""

    count: IntRange = (1, 4)
    size: Range = (2.0, 3.5)
    width: IntRange = (1, 6)

    def __call__(self, rng: np.random.Generator) -> np.ndarray:
        """The ink (108, 108) bool."""
        canvas = np.zeros(CANVAS, np.uint8)
        count = integer(rng, self.count)
        text = "".join(LETTERS[i] for i in rng.integers(0, len(LETTERS), count))
        font, size = int(rng.integers(0, 8)), uniform(rng, self.size) / max(1.0, 0.6 * count)
        cv2.putText(canvas, text, START, font, size, 1, integer(rng, self.width))
        return canvas.astype(bool)
