"""Which pixels of a photo are a person's, by MediaPipe's selfie segmentation, run in LiteRT."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from fmnist_app.images.litert import outputs

FILE = Path(__file__).with_name("person_segmenter.tflite")
SIDE = 256  # pixels, of the square that the network takes, to which a photo is stretched


def person_probability(rgb: np.ndarray) -> np.ndarray:
    """How likely each pixel of a photo (h, w, 3) uint8 is a person's: (h, w) float32, 0 to 1."""
    stretched = cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA) / np.float32(255.0)
    (found,) = outputs(FILE, stretched[None])
    return np.asarray(cv2.resize(found[0, ..., 0], rgb.shape[1::-1]))
