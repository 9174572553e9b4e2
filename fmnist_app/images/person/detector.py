"""The person on a photo, by the detector of MediaPipe's pose solution, run in LiteRT as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from fmnist_app.images.litert import outputs

FILE = Path(__file__).with_name("person_detector.tflite")
SIDE = 224  # pixels, of the square that the detector takes
# Its anchors: so many in each cell of grids of these sides, in the order of its rows.
# Source: MediaPipe, `pose_detection_cpu.pbtxt` (strides of 8, 16 and three times 32).
GRIDS = ((28, 2), (14, 2), (7, 6))
HIPS, SHOULDERS = 2, 4  # a row's places, in pairs: middle, size, hips, whole body, shoulders, trunk
# On 3,377 photos, drawings and icons on which nobody is to be seen it never reached 0.87.
LEAST = 0.88


@dataclass(frozen=True)
class Person:
    """Someone on a photo: the middle between the shoulders and that between the hips, in pixels."""

    shoulders: tuple[float, float]
    hips: tuple[float, float]

    @property
    def trunk(self) -> float:
        """How far the shoulders are from the hips."""
        return float(np.hypot(*np.subtract(self.hips, self.shoulders)))


def find_person(rgb: np.ndarray) -> Person | None:
    """The surest person on a photo (h, w, 3) uint8; None if there is none."""
    squared, scale, corner = _square(rgb)
    rows, logits = _run(squared)
    best = int(logits.argmax())
    if logits[best] < np.log(LEAST / (1.0 - LEAST)):
        return None

    def point(place: int) -> tuple[float, float]:
        across, down = (rows[best, place : place + 2] + _anchors()[best] * SIDE - corner) / scale
        return float(across), float(down)

    return Person(point(2 * SHOULDERS), point(2 * HIPS))


def _square(rgb: np.ndarray) -> tuple[np.ndarray, float, np.ndarray]:
    """The photo amid a black square, -1 to 1, its scale there, and its corner (across, down)."""
    height, width = rgb.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    across, down = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    square = np.full((SIDE, SIDE, 3), -1.0, np.float32)
    small = cv2.resize(rgb, size, interpolation=way)
    square[down : down + size[1], across : across + size[0]] = small / np.float32(127.5) - 1.0
    return square, scale, np.array([across, down])


def _run(square: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The detector's rows (n, 12), in pixels off each anchor, and logits (n,)."""
    rows, logits = (output[0] for output in outputs(FILE, square[None]))
    return rows, logits[:, 0]


@cache
def _anchors() -> np.ndarray:
    """The middle of each anchor (n, 2), across and down, as a share of the square."""
    made = []
    for side, each in GRIDS:
        middles = (np.arange(side) + 0.5) / side
        down, across = np.meshgrid(middles, middles, indexing="ij")
        made.append(np.repeat(np.column_stack([across.ravel(), down.ravel()]), each, axis=0))
    return np.concatenate(made)
