"""From stored pictures to what a network sees."""

import numpy as np
import numpy.typing as npt

from fmnist_app.core.errors import LabError
from fmnist_app.data.classes import SIDE


def normalise(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Scale pictures from 0..255 to 0..1 and add the channel axis that a convolution expects.

    Takes uint8 of shape (28, 28) or (n, 28, 28); returns a new float32 array of shape (28, 28, 1)
    or (n, 28, 28, 1). Raises `LabError` for another type or shape, for these are pictures that
    were scaled already or are not Fashion-MNIST's.
    """
    if images.dtype != np.uint8 or images.ndim not in (2, 3) or images.shape[-2:] != (SIDE, SIDE):
        raise LabError(
            f"These pictures are {images.dtype} of shape {images.shape}; "
            f"expected uint8 of shape ({SIDE}, {SIDE}) or (n, {SIDE}, {SIDE})."
        )
    return np.divide(images, 255, dtype=np.float32)[..., np.newaxis]
