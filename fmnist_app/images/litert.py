"""The small networks that help to read a picture, run in LiteRT on one core."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np


def outputs(file: Path, inputs: np.ndarray) -> list[np.ndarray]:
    """What the network in `file` makes of its one input (1, ...) float32; threads may share it."""
    interpreter, lock = _loaded(file)
    with lock:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], inputs)
        interpreter.invoke()
        details = interpreter.get_output_details()
        return [interpreter.get_tensor(one["index"]) for one in details]


@cache
def _loaded(file: Path) -> tuple[Any, threading.Lock]:
    """The network, loaded when it is first asked, and who may run it."""
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - light start

    interpreter = Interpreter(model_path=str(file), num_threads=1)
    interpreter.allocate_tensors()
    return interpreter, threading.Lock()
