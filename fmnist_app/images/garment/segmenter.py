"""Which pixels of a photo belong to the garment, by a small U-Net run in LiteRT.

`python -m fmnist_app.zoo.segmenter` makes it; beside its file lies how.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from fmnist_app.images.litert import outputs

FILE = Path(__file__).with_name("garment_segmenter.tflite")
SIDE = 128  # pixels, of the square that photos are squeezed into


def garment_probability(rgb: np.ndarray) -> np.ndarray:
    """How likely each pixel of a photo (h, w, 3) uint8 is part of the garment: (h, w) float32."""
    square = cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    (found,) = outputs(FILE, square[None].astype(np.float32) / np.float32(255))
    return np.asarray(
        cv2.resize(found[0, :, :, 0], rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    )
