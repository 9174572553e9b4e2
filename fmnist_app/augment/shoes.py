"""Shoes as people show them: from above, in pairs, upright, with higher ankles."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.geometry import ENLARGED, THRESHOLD, mirrored, rotated, trimmed
from fmnist_app.augment.labels import Label
from fmnist_app.augment.sampling import IntRange, Range, chance, choose, integer, uniform

LEAST_LENGTH = 30
CANVAS = 220
CORNER = 30


@dataclass(frozen=True)
class Sole:
    """The outline of a sole: rounded ends, a waist before the heel, and a narrower heel.

    `roundness` is an exponent, the smaller the blunter the ends; `waist` and `heel` are shares of
    the width that are missing there.
    """

    roundness: Range = (0.35, 0.8)
    waist: Range = (0.0, 0.3)
    heel: Range = (0.0, 0.3)

    def __call__(self, along: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Half widths (n,) float32, at most about 1, at places 0-1 along it, toe first."""
        arch = np.sqrt(np.clip(1 - (2 * along - 1) ** 2, 0, 1))
        ends = arch ** uniform(rng, self.roundness)
        waist = 1 - uniform(rng, self.waist) * np.exp(-(((along - 0.6) / 0.18) ** 2))
        heel = 1 - uniform(rng, self.heel) * along
        return np.asarray(ends * waist * heel, np.float32)


@dataclass(frozen=True)
class TopView:
    """A shoe seen from the side unfolded into a view from above.

    Each column is laid from the middle line outwards and mirrored, within the form of a sole.
    `width` is half the sole's as a share of the picture, `power` how the column is spread over it,
    `insole` the probability of an inside of one of the `insole_tones`.
    """

    sole: Sole = Sole()
    width: Range = (0.15, 0.23)
    power: Range = (0.7, 1.4)
    insole: float = 0.8
    insole_tones: Range = (30.0, 220.0)

    def __call__(self, shoe: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The shoe (84, 84) uint8 from above, its toe to the left: (n, 84) uint8."""
        mask = shoe > THRESHOLD
        columns = np.flatnonzero(mask.any(axis=0))
        if columns.size < LEAST_LENGTH:
            return shoe
        length = max(1, columns[-1] - columns[0])
        along = np.clip((np.arange(ENLARGED) - columns[0]) / length, 0, 1)
        half = self.sole(along, rng) * ENLARGED * uniform(rng, self.width)
        reach = int(np.ceil(half.max())) + 1
        beside = np.abs(np.arange(-reach, reach + 1, dtype=np.float32))[:, None]
        share = beside / np.maximum(half[None, :], 0.5)
        view = _unfolded(shoe, mask, np.clip(share, 0, 1) ** uniform(rng, self.power))
        if chance(rng, self.insole):
            tone = np.uint8(uniform(rng, self.insole_tones))
            view = np.where(view > THRESHOLD + 20, view, tone)
        inside = (share <= 1.0) & (along[None, :] > 0) & (along[None, :] < 1)
        return np.where(inside, view, 0).astype(np.uint8)


@dataclass(frozen=True)
class Pair:
    """Two of the same shoe: side by side where they are tall, else one before the other.

    `gap` is in pixels, `offset` and `lean` (degrees) are standard deviations; `lower` is how much
    lower the nearer of two flat shoes lies, as a share of its height, and `shift` the mean and the
    standard deviation, in pixels, of how far to the right.
    """

    gap: IntRange = (-4, 13)
    offset: float = 6.0
    lower: Range = (0.4, 1.1)
    shift: tuple[float, float] = (8.0, 10.0)
    lean: float = 6.0

    def __call__(self, shoe: np.ndarray, rng: np.random.Generator, *, mirror: bool) -> np.ndarray:
        """The shoe (h, w) uint8 twice, the second one mirrored or not, on (220, 220) uint8."""
        first = trimmed(shoe)
        second = first[:, ::-1] if mirror else first
        canvas = np.zeros((CANVAS, CANVAS), np.uint8)
        corners = ((CORNER, CORNER), self._second_corner(first, rng))
        for single, (top, left) in zip((first, second), corners, strict=True):
            _lay(canvas, rotated(single, rng.normal(0, self.lean)), max(0, top), max(0, left))
        return canvas

    def _second_corner(self, first: np.ndarray, rng: np.random.Generator) -> tuple[int, int]:
        """Where the second shoe's top left corner lies."""
        height, width = first.shape
        gap = integer(rng, self.gap)
        if height >= width:
            return CORNER + int(rng.normal(0, self.offset)), CORNER + width + gap
        top = CORNER + int(height * uniform(rng, self.lower))
        return top, CORNER + int(rng.normal(*self.shift))


@dataclass(frozen=True)
class AnkleRaise:
    """A shoe with a higher ankle and the toe as it was.

    `start` is where the ankle begins, as a share of the width, `slope` over how much of it the
    change grows, and `rise` how much higher it gets.
    """

    start: Range = (0.4, 0.65)
    slope: float = 0.12
    rise: Range = (0.2, 0.9)

    def __call__(self, shoe: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The shoe (84, 84) uint8, its toe to the left, with a higher ankle."""
        down, across = np.mgrid[0:ENLARGED, 0:ENLARGED].astype(np.float32)
        rows = np.flatnonzero((shoe > THRESHOLD).any(axis=1))
        if rows.size == 0:
            return shoe
        ankle = np.clip((across / ENLARGED - uniform(rng, self.start)) / self.slope, 0, 1)
        factor = 1.0 + uniform(rng, self.rise) * ankle
        source = rows[-1] - (rows[-1] - down) / factor
        return cv2.remap(shoe, across, source.astype(np.float32), cv2.INTER_LINEAR)


@dataclass(frozen=True)
class ShoeView:
    """A shoe as people photograph and draw it: from above, as a pair, upright, or as it is.

    `shares` are the probabilities of the first three, `boot_shares` those for ankle boots. The
    other numbers are probabilities too: of the toe's pointing up and of a pair in a view from
    above, of a pair's facing the other way and of its second shoe's doing so, and of an upright
    shoe's being turned to the left.
    """

    shares: tuple[float, float, float] = (0.45, 0.2, 0.07)
    boot_shares: tuple[float, float, float] = (0.05 / 0.6, 0.2 / 0.6, 0.07 / 0.6)
    top_view: TopView = TopView()
    pair: Pair = Pair()
    toe_up: float = 0.7
    above_paired: float = 0.7
    pair_flipped: float = 0.5
    pair_mirrored: float = 0.2
    upright_left: float = 0.5

    def __call__(self, shoe: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        """The shoe (84, 84) uint8 of this label in a view (h, w) uint8."""
        shares = self.boot_shares if label == Label.ANKLE_BOOT else self.shares
        kind = choose(rng, shares)
        if kind == 0:
            return self._above(shoe, rng)
        if kind == 1:
            shoe = mirrored(shoe) if chance(rng, self.pair_flipped) else shoe
            return self.pair(shoe, rng, mirror=chance(rng, self.pair_mirrored))
        if kind == 2:
            return _quarter_turned(shoe, 1 if chance(rng, self.upright_left) else -1)
        return shoe

    def _above(self, shoe: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The shoe from above, upright, mostly as a pair."""
        view = self.top_view(shoe, rng)
        view = _quarter_turned(view, -1 if chance(rng, self.toe_up) else 1)
        return self.pair(view, rng, mirror=True) if chance(rng, self.above_paired) else view


def _unfolded(shoe: np.ndarray, mask: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The shoe's columns read from top to bottom at each `share` (n, 84) of their length."""
    top = np.argmax(mask, axis=0).astype(np.float32)
    bottom = (ENLARGED - 1 - np.argmax(mask[::-1], axis=0)).astype(np.float32)
    source = (top[None, :] + share * (bottom - top)[None, :]).astype(np.float32)
    across = np.broadcast_to(np.arange(ENLARGED, dtype=np.float32), source.shape)
    return cv2.remap(shoe, across.astype(np.float32), source, cv2.INTER_LINEAR)


def _lay(canvas: np.ndarray, shoe: np.ndarray, top: int, left: int) -> None:
    """Put the shoe on the canvas at a corner, as far as it fits, without its ground."""
    spot = canvas[top : top + shoe.shape[0], left : left + shoe.shape[1]]
    part = shoe[: spot.shape[0], : spot.shape[1]]
    spot[part > THRESHOLD] = part[part > THRESHOLD]


def _quarter_turned(picture: np.ndarray, quarters: int) -> np.ndarray:
    return np.ascontiguousarray(np.rot90(picture, quarters))
