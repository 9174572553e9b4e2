"""Maps as pictures: what speaks for something in blue, what speaks against it in orange."""

import numpy as np
import numpy.typing as npt

from fmnist_app.inference.inside.steps import Array

# Lighter than those of charts, for they lie on black.
FOR, AGAINST = np.array([86, 168, 255.0]), np.array([255, 150, 60.0])
BASE = 0.45  # how bright the picture below is left
FULL = 0.99  # the share of pixels whose evidence is not yet at full colour


def on_picture(evidence: Array, picture: Array, most: float | None = None) -> npt.NDArray[np.uint8]:
    """Evidence (28, 28) in colour over the picture (28, 28) of 0 to 1, as (28, 28, 3).

    `most` is what has full colour; without, all but the strongest hundredth stay below.
    """
    full = most or strongest(evidence)
    share = np.clip(np.abs(evidence) / full, 0, 1)[..., None] if full else np.zeros((28, 28, 1))
    colour = np.where(evidence[..., None] >= 0, FOR, AGAINST)
    below = 255 * BASE * picture[..., None]
    return np.asarray((1 - share) * below + share * colour, np.uint8)


def strongest(evidence: Array) -> float:
    """What evidence has full colour."""
    return float(np.quantile(np.abs(evidence), FULL))


def in_grey(picture: Array) -> npt.NDArray[np.uint8]:
    """A picture of 0 to 1 as whole numbers of 0 to 255."""
    return np.asarray(np.clip(255 * picture, 0, 255), np.uint8)
