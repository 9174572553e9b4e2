"""Alterations as people look at them: at rising strength, and what was drawn, in words."""

import numpy as np
import numpy.typing as npt

from fmnist_app.training.augmentation import Augmentation, Strengths
from fmnist_app.training.code import altered
from fmnist_app.training.draws import CORNERS, drawn, parts, rectangles
from fmnist_app.training.settings import FIELDS

OPERATIONS = {name: f.about.label for name, f in FIELDS.items() if f.about.group == "augmentation"}
LEVELS = tuple(step / 6 for step in range(7))  # from off to strong
TRIED = 16  # draws, of which the one that changes a picture most is shown

UInt8Array = npt.NDArray[np.uint8]


def strengths_at(operation: str, level: float) -> Strengths:
    """That operation alone at a level between 0 and 1."""
    return Augmentation(**{operation: level}).strengths


def in_tones(
    pictures: UInt8Array, strengths: Strengths, seed: int, indices: npt.NDArray[np.integer]
) -> UInt8Array:
    """The pictures (n, 28, 28) as they train in the first epoch, rounded to uint8."""
    made = altered(pictures, strengths, seed, 0, indices)
    return np.asarray(np.round(made * 255), np.uint8)


def rising(picture: UInt8Array, operation: str) -> UInt8Array:
    """The picture (28, 28) at each of the seven levels, (7, 28, 28), all from one draw.

    The one of the first 16 draws that changes it most: some change next to nothing.
    """
    tried = np.repeat(picture[np.newaxis], TRIED, axis=0)
    strong = in_tones(tried, strengths_at(operation, 1.0), 0, np.arange(TRIED))
    changed = np.abs(strong.astype(int) - picture).sum(axis=(1, 2))
    most = np.array([changed.argmax()])
    one = picture[np.newaxis]
    return np.concatenate(
        [in_tones(one, strengths_at(operation, level), 0, most) for level in LEVELS]
    )


def draws(picture: UInt8Array, strengths: Strengths, seed: int, count: int) -> UInt8Array:
    """So many altered copies (count, 28, 28) of a picture, each by a draw of its own."""
    copies = np.repeat(picture[np.newaxis], count, axis=0)
    return in_tones(copies, strengths, seed, np.arange(count))


def in_words(strengths: Strengths, seed: int, count: int) -> list[str]:
    """What was drawn for each copy that `draws` makes, one line of words each."""
    numbers = drawn(seed, 0, np.arange(count))
    chosen = vars(strengths).copy()
    erased = rectangles(numbers[15:19], chosen.pop("erase"))
    factors, angles, shifts, moved = parts(numbers, **chosen)
    corners = np.abs(moved - CORNERS).max(axis=(1, 2))
    turned = np.round(np.degrees(angles)).astype(int)
    return [
        ", ".join(
            [
                *_sizes(factors[:, each]),
                *([f"corners moved by up to {corners[each]:.1f} pixels"] if corners[each] else []),
                *_turn(int(turned[each])),
                *_shift(*shifts[:, each].astype(int).tolist()),
                *_erased(*erased[each].tolist()),
            ]
        )
        or "as it is"
        for each in range(count)
    ]


def _sizes(factors: npt.NDArray[np.float64]) -> list[str]:
    wide, high = 1 / np.abs(factors)
    sizes = [f"{wide:.2f} times as wide and {high:.2f} as high"] if (wide, high) != (1, 1) else []
    ways = ["mirrored"] * bool(factors[0] < 0) + ["upside down"] * bool(factors[1] < 0)
    return sizes + ways


def _turn(degrees: int) -> list[str]:
    if not degrees:
        return []
    return [f"turned {abs(degrees)}° to the {'right' if degrees > 0 else 'left'}"]


def _shift(across: int, down: int) -> list[str]:
    ways = [(across, "right" if across > 0 else "left"), (down, "down" if down > 0 else "up")]
    moved = [f"{abs(pixels)} {way}" for pixels, way in ways if pixels]
    return [f"moved {' and '.join(moved)}"] if moved else []


def _erased(left: int, top: int, right: int, bottom: int) -> list[str]:
    wide, high = right - left, bottom - top
    return [f"{wide} by {high} pixels erased"] if wide and high else []
