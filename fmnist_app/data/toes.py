"""Which way shoes point, seen by their shape alone."""

import numpy as np
import numpy.typing as npt

from fmnist_app.data.classes import CLASS_NAMES

SHOES = tuple(CLASS_NAMES.index(name) for name in ("Sneaker", "Ankle boot"))


def toes_left(shoes: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Whether each shoe (n, 28, 28), light on black, has its toe on the left (n,).

    A shoe is tall at the heel and flat at the toe: its toe is left where the upper half of what is
    not black lies, on average, further right than the lower half. An empty picture has none.
    """
    rows = np.asarray(shoes.any(axis=2))
    first, after = rows.argmax(axis=1), shoes.shape[1] - rows[:, ::-1].argmax(axis=1)
    upper = np.arange(shoes.shape[1]) < ((first + after) / 2)[:, np.newaxis]
    above = _middle((shoes * upper[:, :, np.newaxis]).sum(axis=1))
    below = _middle((shoes * ~upper[:, :, np.newaxis]).sum(axis=1))
    return np.asarray(above > below)


def _middle(columns: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """The place of the mean tone among the columns (n, 28); 0 where all is black."""
    places = np.arange(columns.shape[1])
    return np.asarray((columns * places).sum(axis=1) / np.maximum(columns.sum(axis=1), 1))
