"""Photos to learn cutting out from: garments cut from photos and laid on the ground of others.

What is laid down is known to the pixel, which no guess at a photo's mask is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from fmnist_app.augment.sampling import Range, chance, uniform

# A photo and where its garment is: (h, w, 3) uint8, and (h, w) float32 from 0 to 1.
Pair = tuple[np.ndarray, np.ndarray]
# What every example holds: the photo, its mask and how much each pixel counts, (h, w) float32.
Example = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class GuessedMasks:
    """Photos (n, s, s, 3) uint8 and where their garments may be.

    `shares` (n, s, s) float32 says how likely each pixel is part of it, `agreement` (n,) how far
    the guesses at it agree, `clothing` (n,) whether it shows any. A mask may be cut out whose
    agreement is above `sure`; above `known` its ground may be used, unless the garment takes up
    more than `most` of it.
    """

    photos: np.ndarray
    shares: np.ndarray
    agreement: np.ndarray
    clothing: np.ndarray
    sure: float = 0.88
    known: float = 0.85
    most: float = 0.6

    @cached_property
    def cutouts(self) -> np.ndarray:
        """Which photos (m,) have a garment that can be cut out."""
        return np.flatnonzero(self.clothing & (self.agreement > self.sure))

    @cached_property
    def grounds(self) -> list[np.ndarray]:
        """Photos whose garment is painted over with what surrounds it."""
        found = []
        for index in np.flatnonzero(self.agreement > self.known):
            mask = (self.shares[index] > 0.2).astype(np.uint8)
            mask = np.asarray(cv2.dilate(mask, np.ones((7, 7), np.uint8)))
            if mask.mean() < self.most:
                found.append(cv2.inpaint(self.photos[index], mask, 5, cv2.INPAINT_TELEA))
        return found


@dataclass(frozen=True)
class PhotoPlacement:
    """How a photo is turned (degrees), scaled, shifted (shares of its side) and mirrored."""

    degrees: float
    scale: Range
    shift: float
    border: int

    def __call__(self, pair: Pair, rng: np.random.Generator) -> Pair:
        """The photo and its mask, placed anew."""
        photo, mask = pair
        height, width = mask.shape
        matrix = cv2.getRotationMatrix2D(
            (width / 2, height / 2),
            rng.uniform(-self.degrees, self.degrees),
            uniform(rng, self.scale),
        )
        matrix[:, 2] += rng.uniform(-self.shift, self.shift, 2) * np.array([width, height])
        if chance(rng, 0.5):
            photo, mask = photo[:, ::-1].copy(), mask[:, ::-1].copy()
        moved = [
            cv2.warpAffine(one, matrix, (width, height), borderMode=self.border)
            for one in (photo, mask)
        ]
        return moved[0], moved[1]


@dataclass(frozen=True)
class Recolouring:
    """Other colours, so that a garment is told by its form; `hued` is a probability."""

    hued: float = 0.5
    hue: float = 90.0
    saturation: Range = (0.4, 1.5)
    contrast: Range = (0.5, 1.3)
    brightness: float = 40.0

    def __call__(self, photo: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The photo (h, w, 3) uint8 in other colours."""
        hsv = cv2.cvtColor(photo, cv2.COLOR_RGB2HSV).astype(np.float32)
        if chance(rng, self.hued):
            hsv[..., 0] = (hsv[..., 0] + rng.uniform(-self.hue, self.hue)) % 180
        hsv[..., 1] *= uniform(rng, self.saturation)
        hsv[..., 2] *= uniform(rng, self.contrast)
        hsv[..., 2] += rng.uniform(-self.brightness, self.brightness)
        return cv2.cvtColor(np.clip(hsv, 0, 255).astype(np.uint8), cv2.COLOR_HSV2RGB)


@dataclass(frozen=True)
class Composite:
    """A garment cut from one photo and laid on the ground of another, or on white.

    Single numbers are probabilities: of another colour of the garment and the ground, of any
    rotation, of a white ground, of a shadow, and of cutting a pixel inside the mask.
    """

    recoloured: float = 0.8
    ground_recoloured: float = 0.5
    recolouring: Recolouring = Recolouring()
    upright: PhotoPlacement = PhotoPlacement(30.0, (0.55, 1.15), 0.12, cv2.BORDER_CONSTANT)
    turned: PhotoPlacement = PhotoPlacement(180.0, (0.55, 1.15), 0.12, cv2.BORDER_CONSTANT)
    any_turn: float = 0.3
    ground: PhotoPlacement = PhotoPlacement(90.0, (1.0, 1.8), 0.15, cv2.BORDER_REFLECT)
    white: float = 0.12
    white_tone: Range = (215.0, 255.0)
    shadow: float = 0.6
    shadow_depth: Range = (0.1, 0.5)
    shadow_blur: Range = (1.5, 5.0)
    shadow_offset: int = 6
    inside: float = 0.6
    edge_blur: Range = (0.5, 1.0)
    least: float = 0.03

    def __call__(self, guessed: GuessedMasks, rng: np.random.Generator) -> Example:
        """An example whose every pixel counts."""
        garment, mask = self._garment(guessed, rng)
        under = self._ground(guessed, mask.shape, rng).astype(np.float32)
        if chance(rng, self.shadow):
            under *= 1.0 - uniform(rng, self.shadow_depth) * self._shadow(mask, rng)[..., None]
        if chance(rng, self.inside):
            mask = np.asarray(cv2.erode(mask, np.ones((3, 3), np.uint8)))
        over = cv2.GaussianBlur(mask, (0, 0), uniform(rng, self.edge_blur))[..., None]
        photo = (garment * over + under * (1.0 - over)).astype(np.uint8)
        return photo, mask, np.ones_like(mask)

    def _garment(self, guessed: GuessedMasks, rng: np.random.Generator) -> Pair:
        """A garment that is large enough to be one, after some tries or not."""
        for _ in range(9):
            index = rng.choice(guessed.cutouts)
            photo = guessed.photos[index]
            if chance(rng, self.recoloured):
                photo = self.recolouring(photo, rng)
            place = self.turned if chance(rng, self.any_turn) else self.upright
            photo, mask = place((photo, (guessed.shares[index] > 0.5).astype(np.float32)), rng)
            if mask.mean() > self.least:
                break
        return photo, mask

    def _ground(
        self, guessed: GuessedMasks, shape: tuple[int, ...], rng: np.random.Generator
    ) -> np.ndarray:
        if chance(rng, self.white):
            grain = rng.normal(uniform(rng, self.white_tone), 1.5, (*shape, 3))
            return np.clip(grain, 0, 255).astype(np.uint8)
        photo = guessed.grounds[rng.integers(len(guessed.grounds))]
        photo, _ = self.ground((photo, np.ones(shape, np.float32)), rng)
        return self.recolouring(photo, rng) if chance(rng, self.ground_recoloured) else photo

    def _shadow(self, mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        offset = rng.integers(-self.shadow_offset, self.shadow_offset, 2, endpoint=True)
        moved = np.roll(mask, tuple(offset), (0, 1))
        return np.asarray(cv2.GaussianBlur(moved, (0, 0), uniform(rng, self.shadow_blur)))


@dataclass(frozen=True)
class AsTaken:
    """A photo as it was taken, whose pixels count by how far the guesses at them agree.

    `likely` is the share above which a pixel is taken for the garment's, `least` what a photo
    counts whose guesses do not agree at all; `relit` is a probability.
    """

    placement: PhotoPlacement = PhotoPlacement(15.0, (0.9, 1.25), 0.06, cv2.BORDER_REFLECT)
    relit: float = 0.5
    contrast: Range = (0.7, 1.25)
    brightness: float = 20.0
    likely: float = 0.45
    least: float = 0.03

    def __call__(self, guessed: GuessedMasks, rng: np.random.Generator) -> Example:
        """An example; where its guesses part it counts nothing."""
        index = rng.integers(len(guessed.photos))
        photo, share = self.placement((guessed.photos[index], guessed.shares[index]), rng)
        if chance(rng, self.relit):
            brightness = rng.uniform(-self.brightness, self.brightness)
            lit = photo * uniform(rng, self.contrast) + brightness
            photo = np.clip(lit, 0, 255).astype(np.uint8)
        weight = max(self.least, float(guessed.agreement[index]) ** 2)
        return (
            photo,
            (share > self.likely).astype(np.float32),
            (weight * np.abs(2.0 * share - 1.0)).astype(np.float32),
        )
