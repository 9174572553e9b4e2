"""The person on a photo, by the detector of MediaPipe's pose solution, run in LiteRT as it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

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
    interpreter, lock = _interpreter()
    with lock:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], square[None])
        interpreter.invoke()
        rows, logits = (
            interpreter.get_tensor(one["index"])[0] for one in interpreter.get_output_details()
        )
    return rows, logits[:, 0]


@cache
def _interpreter() -> tuple[Any, threading.Lock]:
    """The detector, loaded at the first photo, and who may run it."""
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - light start

    interpreter = Interpreter(model_path=str(FILE), num_threads=1)
    interpreter.allocate_tensors()
    return interpreter, threading.Lock()


@cache
def _anchors() -> np.ndarray:
    """The middle of each anchor (n, 2), across and down, as a share of the square."""
    made = []
    for side, each in GRIDS:
        middles = (np.arange(side) + 0.5) / side
        down, across = np.meshgrid(middles, middles, indexing="ij")
        made.append(np.repeat(np.column_stack([across.ravel(), down.ravel()]), each, axis=0))
    return np.concatenate(made)
