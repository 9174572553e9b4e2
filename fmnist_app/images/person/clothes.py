"""What a person on a photo wears: they themselves without head and skin, and its parts."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.images.background import enlarged, shrunk, tidy
from fmnist_app.images.person.detector import Face, Person
from fmnist_app.images.person.segmenter import person_probability

# Shares of the trunk's length: how far above the shoulders clothes begin, how far from the hips two
# garments may meet, and how much of each is looked at there.
COLLAR, ABOUT_HIPS, SEEN = 0.2, 0.35, 0.3
# Shares of the face's size: how far to each side hair hides what is worn, and how far below the
# chin a neck reaches that has no collar.
HAIR, NECK = 1.1, 0.15
# Skin lies within so many spreads of the face's colours, of which each is at least so wide (Lab).
SKIN, SPREAD = 3.0, (14.0, 4.0, 4.0)
COLOURLESS = 4.0  # the chroma below which a face has no colour, as on a grey photo
MOST_BARE = 0.6  # of a person between head and hips
SMALLEST_PART = 0.15  # of the largest; a collar or a braid parts a shirt
OTHER_COLOUR = 25.0  # of two garments (Lab, where 2 can just be told apart)


def clothes_mask(rgb: np.ndarray, person: Person) -> np.ndarray:
    """A mask (h, w) bool of what the person on a photo (h, w, 3) uint8 wears, shoes included."""
    small = shrunk(rgb)
    scale = len(small) / len(rgb)
    mask = cv2.resize(person_probability(rgb), small.shape[1::-1]) > 0.5
    down, across = np.mgrid[: mask.shape[0], : mask.shape[1]] / scale
    mask &= ~_head(person, across, down)
    if person.face:
        skin, trunk = _skin(small, person.face, scale), mask & (down < person.hips[1])
        # Cloth may have the colour of skin, too.
        if (skin & trunk).sum() < MOST_BARE * trunk.sum():
            mask &= ~skin
    return enlarged(tidy(mask, SMALLEST_PART), rgb.shape[1::-1])


def part_of(
    rgb: np.ndarray, clothes: np.ndarray, person: Person, wish: str = "auto"
) -> tuple[np.ndarray, str]:
    """A part of the clothes (h, w) bool, and which: "whole", "upper" or "lower".

    With "auto" the upper one if there seem to be two garments: a dress has one colour above and
    below the waist; a shirt and trousers seldom have.
    """
    waist, two = _waist(rgb, clothes, person)
    part = ("upper" if two else "whole") if wish == "auto" else wish
    rows = np.arange(len(rgb))[:, None]
    kept = {"upper": rows < waist, "lower": rows >= waist}
    return clothes & kept.get(part, True), part


def _waist(rgb: np.ndarray, clothes: np.ndarray, person: Person) -> tuple[int, bool]:
    """The row about the hips where colours differ most, and whether two garments meet there.

    The hips themselves where too little is to be seen below them.
    """
    seen = max(2, round(SEEN * person.trunk))
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32) * clothes[..., None]
    # Sums down to each row, so that the mean of any rows takes one subtraction.
    colours = np.pad(lab.sum(axis=1).cumsum(axis=0), ((1, 0), (0, 0)))
    counts = np.pad(clothes.sum(axis=1).cumsum(), (1, 0))
    reach = ABOUT_HIPS * person.trunk
    first, last = round(person.hips[1] - reach), round(person.hips[1] + reach)
    rows = np.arange(max(first, seen), min(last, len(rgb) - seen) + 1)
    if not len(rows):
        return round(person.hips[1]), False
    above, below = (
        (colours[end] - colours[end - seen])
        / np.maximum(counts[end] - counts[end - seen], 1)[:, None]
        for end in (rows, rows + seen)
    )
    there = np.minimum(counts[rows] - counts[rows - seen], counts[rows + seen] - counts[rows])
    apart = np.where(there > 0, np.hypot.reduce(above - below, axis=1), 0.0)
    best = int(apart.argmax())
    if apart[best] < OTHER_COLOUR:
        return round(person.hips[1]), False
    return int(rows[best]), True


def _head(person: Person, across: np.ndarray, down: np.ndarray) -> np.ndarray:
    """Where the head is, of pixels that lie so far across and down; raised arms are not."""
    if not (face := person.face):
        return down < person.shoulders[1] - COLLAR * person.trunk
    beside = np.abs(across - face.middle[0])
    return (down < face.chin + NECK * face.height) & (beside < HAIR * face.width)


def _skin(small: np.ndarray, face: Face, scale: float) -> np.ndarray:
    """What has the colours of the face's middle (h, w) bool; nothing where there are none."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (3, 3), 0), cv2.COLOR_RGB2LAB).astype(np.float32)
    (across, down), width, height = face.middle, face.width, face.height

    def pixels(first: float, last: float) -> slice:
        return slice(max(0, int(first * scale)), int(last * scale) + 1)

    # Cheeks and nose: no hair, no beard.
    rows = pixels(down - 0.1 * height, down + 0.3 * height)
    columns = pixels(across - 0.3 * width, across + 0.3 * width)
    cheeks = lab[rows, columns].reshape(-1, 3)
    middle = np.median(cheeks, axis=0) if len(cheeks) else np.full(3, 128.0)
    if np.hypot(*(middle[1:] - 128.0)) < COLOURLESS:
        return np.zeros(lab.shape[:2], bool)
    spread = np.maximum(cheeks.std(axis=0), np.array(SPREAD, np.float32))
    return np.asarray((((lab - middle) / spread) ** 2).sum(axis=2) < SKIN**2)
