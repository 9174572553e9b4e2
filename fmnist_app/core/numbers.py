"""Arrays of numbers as text, for what goes by JSON: to a browser, or into a record."""

import base64
from typing import Any

import numpy as np
import numpy.typing as npt


def as_text(values: npt.NDArray[Any]) -> str:
    """Numbers as base64 of little-endian float32, in C order."""
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode("ascii")


def bytes_as_text(values: npt.NDArray[Any]) -> str:
    """Whole numbers of 0 to 255 as base64 of bytes, in C order."""
    return base64.b64encode(np.ascontiguousarray(values, np.uint8).tobytes()).decode("ascii")
