"""Which pixels of a photo belong to the garment, by a small U-Net run in LiteRT.

`python -m fmnist_app.zoo.segmenter` makes it; beside its file lies how.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

FILE = Path(__file__).with_name("garment_segmenter.tflite")
SIDE = 128  # pixels, of the square that photos are squeezed into


def garment_probability(rgb: np.ndarray) -> np.ndarray:
    """How likely each pixel of a photo (h, w, 3) uint8 is part of the garment: (h, w) float32."""
    square = cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    interpreter, lock = _interpreter()
    with lock:
        pixels = square[None].astype(np.float32) / np.float32(255)
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], pixels)
        interpreter.invoke()
        found = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])[0, :, :, 0]
    return np.asarray(cv2.resize(found, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR))


@cache
def _interpreter() -> tuple[Any, threading.Lock]:
    """The network, loaded at the first photo, and who may run it."""
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - light start

    interpreter = Interpreter(model_path=str(FILE), num_threads=1)
    interpreter.allocate_tensors()
    return interpreter, threading.Lock()
