"""A picture made small, as a file."""

from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image

QUALITY = 80  # of 100, at which no blocks are seen


def as_jpeg(picture: npt.NDArray[np.uint8], side: int) -> bytes:
    """A picture (h, w, 3) as a JPEG file, no side longer than `side` pixels."""
    small = Image.fromarray(picture)
    small.thumbnail((side, side))
    file = BytesIO()
    small.convert("RGB").save(file, "JPEG", quality=QUALITY)
    return file.getvalue()
