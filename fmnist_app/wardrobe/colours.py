"""The colours of a piece by name, from its photo, and which of them go together.

No network has a part in it: those here see grey pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from fmnist_app.data.files import UInt8Array

# Hues in degrees at which a name ends, on the circle from red.
HUES = (
    (10, "red"),
    (40, "orange"),
    (65, "yellow"),
    (172, "green"),
    (195, "turquoise"),
    (255, "blue"),
    (290, "violet"),
    (345, "pink"),
    (360, "red"),
)
MIDDLES: Mapping[str, int] = MappingProxyType(
    {
        "red": 0,
        "orange": 28,
        "yellow": 52,
        "green": 115,
        "turquoise": 180,
        "blue": 225,
        "violet": 272,
        "pink": 318,
    }
)
NEUTRAL = ("black", "grey", "white", "beige", "brown")
PALE, DARK, BRIGHT = 0.18, 0.22, 0.8  # saturation and value, 0 to 1, where a colour is none
LEAST = 0.15  # the share of the cloth that a colour has to have
NEXT, OPPOSITE = 60, 150  # degrees between two hues, at most and at least, that go together


def colours_of(photo: UInt8Array, cloth: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    """The names of a photo's (h, w, 3) colours where there is cloth (h, w), the commonest first."""
    pixels = photo[cloth] if cloth.any() else photo.reshape(-1, 3)
    hsv = cv2.cvtColor((pixels[None] / 255).astype(np.float32), cv2.COLOR_RGB2HSV)[0]
    names, counts = np.unique(_names(hsv), return_counts=True)
    order = np.argsort(-counts, kind="stable")
    enough = [str(names[one]) for one in order if counts[one] >= LEAST * len(pixels)]
    return tuple(enough or [str(names[order[0]])])


def _names(hsv: npt.NDArray[np.float32]) -> npt.NDArray[np.str_]:
    """The name of each pixel's (n, 3) colour: hue in degrees, saturation and value 0 to 1."""
    hue, saturation, value = hsv.T
    ends = np.array([end for end, _ in HUES])
    found = np.array([name for _, name in HUES])[
        np.searchsorted(ends, hue, side="right") % len(HUES)
    ]
    warm = np.isin(found, ["orange", "yellow"])
    found = np.where(warm & (value < 0.55), "brown", found)
    found = np.where(warm & (value >= 0.55) & (saturation < 0.4), "beige", found)
    grey = saturation < PALE
    found = np.where(grey, "grey", found)
    found = np.where(grey & (value >= BRIGHT), "white", found)
    return np.where(value < DARK, "black", found)


def go_together(one: str, other: str) -> str | None:
    """Why two colours go together, in a few words; None if they do not by the rule.

    Black, grey, white, beige and brown go with all; two others if they are the same or next to each
    other on the circle of hues, or opposite on it. A rule of thumb of colour theory, not a
    measurement.
    """
    if one == other:
        return f"{one} twice"
    if one in NEUTRAL or other in NEUTRAL:
        return f"{one if one in NEUTRAL else other} goes with all"
    apart = abs(MIDDLES[one] - MIDDLES[other])
    apart = min(apart, 360 - apart)
    if apart <= NEXT:
        return f"{one} and {other} are neighbours"
    return f"{one} and {other} are opposites" if apart >= OPPOSITE else None
