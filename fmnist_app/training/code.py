"""Augmentation as pages show it and as code to copy: the same pictures that train, elsewhere."""

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from fmnist_app.training.augmentation import Strengths
from fmnist_app.training.draws import transforms

if TYPE_CHECKING:
    import numpy as np

HEAD = '''"""Pictures altered as Fashion-MNIST Lab alters them while a network trains.

Needs NumPy and OpenCV (`pip install numpy opencv-python-headless`).
"""

import cv2
import numpy as np
import numpy.typing as npt

STRENGTHS = {strengths}
'''
FOOT = '''

def altered(pictures, seed, epoch, indices):
    """Altered copies, float32 (n, 28, 28) in [0, 1], of pictures (n, 28, 28) uint8.

    `indices` (n,) are the numbers of the pictures in the data set, `epoch` counts from 0; the same
    seed, epoch and number give the same picture.
    """
    matrices, rectangles = transforms(seed, epoch, np.asarray(indices), **STRENGTHS)
    return warped(np.asarray(pictures), matrices, rectangles)
'''


def altered(
    pictures: "np.ndarray", strengths: Strengths, seed: int, epoch: int, indices: "np.ndarray"
) -> "np.ndarray":
    """The pictures (n, 28, 28) uint8 as they train in that epoch, float32 in [0, 1].

    `indices` (n,) are their numbers in the data set; `epoch` counts from 0.
    """
    # A worker, which trains them in its own way, can do without OpenCV.
    from fmnist_app.augment.warp import warped  # noqa: PLC0415

    return warped(pictures, *transforms(seed, epoch, indices, **vars(strengths)))


def as_json(strengths: Strengths) -> str:
    """The strengths, each in its own unit, as JSON."""
    return json.dumps(vars(strengths))


def as_code(strengths: Strengths) -> str:
    """A module in NumPy and OpenCV whose `altered` makes the pictures that train."""
    draws = _body("training/draws.py", "SIDE")
    warp = _body("augment/warp.py", "NEAREST_PLANE")
    head = HEAD.replace("{strengths}", as_json(strengths))
    return f"{head}{draws}\n\n{warp}{FOOT}"


def _body(file: str, first: str) -> str:
    """The source of a module from its first constant of that name on."""
    # Read, not imported: whoever only writes it down does without OpenCV.
    text = files("fmnist_app").joinpath(file).read_text(encoding="utf-8")
    return text[text.index(f"\n{first} =") + 1 :].rstrip() + "\n"
