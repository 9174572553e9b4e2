"""The light runtime: runs a stored network on LiteRT; knows neither TensorFlow nor pictures."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, eq=False)
class NetworkOutputs:
    """A network's outputs: `classes` (n, 10) softmax, `clothing` (n,) 0-1, `features` (n, d).

    A network that only knows classes has empty rows, (n, 0), of the other two.
    """

    classes: np.ndarray
    clothing: np.ndarray
    features: np.ndarray

    def part(self, start: int, stop: int) -> NetworkOutputs:
        """The rows from `start` up to `stop`."""
        rows = slice(start, stop)
        return NetworkOutputs(self.classes[rows], self.clothing[rows], self.features[rows])


class Runtime:
    """A stored network, safe to share between threads; raises ValueError for a foreign file."""

    def __init__(self, path: str | Path) -> None:
        """Open the network's file."""
        from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - light start

        self._interpreter = Interpreter(model_path=str(path), num_threads=1)
        self._runner = self._interpreter.get_signature_runner()
        if "classes" not in self._runner.get_output_details():
            raise ValueError(f"{path} has no output called classes; expected a network.")
        self._lock = threading.Lock()

    def run(self, pixels: np.ndarray) -> NetworkOutputs:
        """Outputs for `pixels` (n, 28, 28) uint8."""
        if pixels.ndim != 3 or pixels.shape[1:] != (28, 28) or pixels.dtype != np.uint8:
            raise ValueError(
                f"Found pixels {pixels.shape} {pixels.dtype}; expected (n, 28, 28) uint8."
            )
        scaled = pixels[..., None].astype(np.float32) / np.float32(255.0)
        with self._lock:
            out = self._runner(pixels=scaled)
        nothing = np.zeros((len(pixels), 0), np.float32)
        clothing = out["clothing"][:, 0].copy() if "clothing" in out else nothing
        features = out["features"].copy() if "features" in out else nothing
        return NetworkOutputs(out["classes"].copy(), clothing, features)
