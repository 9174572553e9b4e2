"""One simple drawing of each class, made for this app: a few strokes on a sheet of 100 by 100.

Shoes point to the left, as they do in the catalogue.
"""

from collections.abc import Sequence

from fmnist_app.data.classes import CLASS_NAMES
from fmnist_app.sketch.strokes import SIDE, Contour, Stroke

WIDTH = 8.0
Line = Sequence[tuple[float, float]]

# The left half of what is symmetrical, from the top of the middle downwards; see `_both`.
_TEE = [(50, 23), (44, 22), (39, 18), (31, 20), (13, 35), (22, 48), (31, 42), (31, 84), (50, 84)]
_DRESS = [(50, 24), (44, 21), (41, 12), (36, 12), (35, 30), (40, 46), (31, 68), (22, 88), (50, 90)]
_TROUSER = [(50, 12), (34, 12), (32, 32), (28, 90), (42, 90), (47, 60), (50, 40)]
_LONG_SLEEVES = [
    (50, 21), (43, 20), (39, 16), (29, 20), (22, 38), (14, 76), (23, 80), (31, 50), (31, 86),
    (50, 86),
]  # fmt: skip
_COAT = [
    (50, 30), (44, 22), (41, 11), (30, 16), (22, 36), (14, 72), (23, 76), (31, 46), (28, 92),
    (50, 92),
]  # fmt: skip


def _both(half: Line) -> Line:
    return [*half, *((100 - x, y) for x, y in reversed(half))]


_DRAWINGS: dict[str, list[Line]] = {
    "T-shirt/top": [_both(_TEE)],
    "Trouser": [_both(_TROUSER), [(33, 20), (67, 20)]],
    "Pullover": [
        _both(_LONG_SLEEVES),
        [(31, 80), (69, 80)],
        [(41, 17), (45, 26), (50, 28), (55, 26), (59, 17)],
    ],
    "Dress": [_both(_DRESS), [(40, 46), (60, 46)]],
    "Coat": [
        _both(_COAT),
        [(50, 30), (50, 92)],
        [(41, 11), (40, 26), (50, 40), (60, 26), (59, 11)],
        [(35, 66), (44, 66)],
        [(56, 66), (65, 66)],
    ],
    "Sandal": [
        [(8, 68), (20, 70), (44, 66), (70, 54), (90, 46), (92, 54), (90, 78), (86, 78), (84, 62),
         (66, 68), (44, 76), (18, 78), (8, 75), (8, 68)],
        [(20, 70), (32, 56), (42, 66)],
        [(70, 54), (76, 38), (90, 38), (90, 46)],
    ],
    "Shirt": [
        _both(_LONG_SLEEVES),
        [(50, 30), (50, 86)],
        [(39, 16), (42, 30), (50, 22), (58, 30), (61, 16)],
        [(56, 40), (65, 40), (65, 50), (56, 50), (56, 40)],
    ],
    "Sneaker": [
        [(8, 66), (12, 58), (30, 52), (46, 38), (56, 34), (62, 42), (76, 44), (84, 36), (91, 40),
         (92, 66), (92, 74), (10, 74), (8, 66)],
        [(8, 66), (92, 66)],
        [(36, 48), (44, 54)],
        [(43, 42), (51, 48)],
    ],
    "Bag": [
        [(14, 42), (86, 42), (90, 86), (10, 86), (14, 42)],
        [(32, 42), (34, 24), (42, 15), (58, 15), (66, 24), (68, 42)],
        [(14, 42), (50, 62), (86, 42)],
    ],
    "Ankle boot": [
        [(46, 14), (82, 14), (82, 40), (88, 60), (88, 86), (70, 86), (68, 78), (50, 84), (12, 86),
         (8, 78), (14, 66), (38, 56), (46, 42), (46, 14)],
        [(58, 14), (56, 36), (60, 48)],
    ],
}  # fmt: skip


def sample(label: int) -> list[Stroke]:
    """The strokes of this project's own drawing of class `label`, 0-9."""
    scale = SIDE / 100
    return [Stroke((_scaled(line, scale),), WIDTH) for line in _DRAWINGS[CLASS_NAMES[label]]]


def _scaled(line: Line, scale: float) -> Contour:
    return tuple((x * scale, y * scale) for x, y in line)
