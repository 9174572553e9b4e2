"""Pictures that are nearly the same: one photo saved twice, made smaller, or brightened."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

SIDE = 16  # pixels of the tiny picture that is compared
# Root mean square over the tiny picture's values of 0 to 255. Of 1,500 photos that people took of
# clothes, each was at most 4.2 from itself at half the size and a JPEG quality of 60, and at least
# 13.5 from every other; products on one white ground are more alike than those.
NEAR = 6.0


def look_of(picture: npt.NDArray[np.uint8]) -> bytes:
    """What a picture (h, w, 3) looks like from far away: 16 x 16 pixels of three colours."""
    tiny = Image.fromarray(picture).convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)
    return tiny.tobytes()


def groups(looks: npt.NDArray[np.uint8]) -> list[list[int]]:
    """The places of pictures that look nearly the same, for looks (n, d); two or more each."""
    distances = _distances(looks.astype(np.float32))
    group = np.arange(len(looks))
    for first, second in np.argwhere(np.triu(distances < NEAR, k=1)):
        one, other = sorted((int(group[first]), int(group[second])))
        group[group == other] = one
    found = (np.flatnonzero(group == one).tolist() for one in np.unique(group))
    return [places for places in found if len(places) > 1]


def _distances(looks: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The root mean square difference of each two looks, (n, n)."""
    lengths = (looks**2).sum(axis=1)
    squares = lengths[:, None] + lengths - 2 * looks @ looks.T
    return np.asarray(np.sqrt(np.maximum(squares, 0) / max(looks.shape[1], 1)), np.float32)
