"""Pictures of no clothing, for a network to learn what it is not asked about.

They are drawn from nothing, or made of parts of garments that are no garments themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.doodles import CANVAS, Composition, Digits, Doodle, Form, Scribble, Strokes
from fmnist_app.augment.drawings import Sketch
from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.labels import Label
from fmnist_app.augment.noise import patches
from fmnist_app.augment.photos import Photo
from fmnist_app.augment.preprocessing import from_drawing, from_photo
from fmnist_app.augment.sampling import IntRange, Range, chance, choose, integer, uniform
from fmnist_app.augment.surfaces import Surface
from fmnist_app.augment.synthetic import SyntheticDrawing, SyntheticPhoto
from fmnist_app.data import SIDE

PAPER = (CANVAS, CANVAS)
# Tones up to this are ground where parts are cut out.
GROUND = 20


@dataclass(frozen=True)
class DoodleDrawing:
    """A doodle read as the app reads drawings; a kind that is named twice is as often drawn."""

    doodles: tuple[Doodle, ...] = (
        Scribble(),
        *(Form(),) * 2,
        *(Composition(),) * 2,
        Digits(),
        Strokes(),
    )

    def __call__(self, rng: np.random.Generator) -> np.ndarray:
        """A drawing (28, 28) uint8."""
        canvas = np.zeros(PAPER, np.uint8)
        while not canvas.any():
            self.doodles[rng.integers(len(self.doodles))](canvas, rng)
        return from_drawing(canvas.astype(bool))


@dataclass(frozen=True)
class ObjectPhoto:
    """A photo of no garment, read as the app reads photos.

    `shares` are the probabilities of a bare surface, of solid forms and of patches cut out of one;
    what they leave are garments taken apart.
    """

    shares: tuple[float, float, float] = (0.25, 0.35, 0.1)
    surface: Surface = Surface()
    forms: IntRange = (1, 3)
    form: Form = Form(filled=True)
    patch_share: Range = (0.1, 0.5)
    tiles: tuple[int, ...] = (4, 7, 14)
    scrambles: tuple[float, float] = (0.5, 0.25)
    plain: float = 0.5
    photo: Photo = Photo()

    def __call__(self, pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A photo (28, 28) uint8; garments (n, 28, 28) uint8 lend their textures."""
        kind = choose(rng, self.shares)
        if kind == 0:
            return from_photo(self.surface(PAPER, rng), np.ones(PAPER, bool))
        if kind == 1:
            canvas = np.zeros(PAPER, np.uint8)
            for _ in range(integer(rng, self.forms)):
                self.form(canvas, rng)
            return from_photo(self.surface(PAPER, rng), canvas.astype(bool))
        if kind == 2:
            surface = self.surface(PAPER, rng)
            return from_photo(surface, patches(PAPER, uniform(rng, self.patch_share), rng))
        mixed = self.scrambled(pictures[rng.integers(len(pictures))], pictures, rng)
        if chance(rng, self.plain):
            grey = enlarged(mixed)
            return from_photo(grey, grey > GROUND)
        return self.photo(mixed, rng, Label.TROUSER)

    def scrambled(
        self, picture: np.ndarray, pictures: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """A garment (28, 28) uint8 taken apart.

        By the probabilities `scrambles` its tiles are shuffled or patches of it and of another one
        turned; else its spectrum gets another phase.
        """
        other = pictures[rng.integers(len(pictures))]
        kind = choose(rng, self.scrambles)
        if kind == 0:
            return _shuffled(picture, int(rng.choice(self.tiles)), rng)
        if kind == 1:
            taken = patches(picture.shape, 0.5, rng)
            return np.ascontiguousarray(np.where(taken, np.rot90(picture), np.rot90(other, 3)))
        return _rephased(picture, rng)


@dataclass(frozen=True)
class GarmentPart:
    """A part of a garment, which is none: the top of trousers, a dress's skirt, a corner of others.

    Measures are in pixels of the picture.
    """

    shorts: IntRange = (8, 13)
    skirt: IntRange = (11, 15)
    corner: IntRange = (9, 13)
    least: int = 4

    def __call__(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        """The part, as large as the frame allows, (28, 28) uint8."""
        part = self._part(picture, label, rng)
        columns = np.flatnonzero((part > GROUND).any(axis=0))
        if columns.size < self.least:
            part, columns = picture, np.arange(SIDE)
        return _fitted(part[:, columns[0] : columns[-1] + 1])

    def _part(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        if label == Label.TROUSER:
            return picture[: integer(rng, self.shorts)]
        if label == Label.DRESS:
            return picture[integer(rng, self.skirt) :]
        side = integer(rng, self.corner)
        top, left = rng.integers(0, SIDE - side, 2)
        return picture[top : top + side, left : left + side]


@dataclass(frozen=True)
class NonClothing:
    """A picture of no clothing, of all kinds.

    `shares` are the probabilities of a doodle, of a synthetic drawing and photo of something else,
    of an object's photo, and of a part of trousers or a dress; what they leave are parts of any
    garment. Parts are `sketched` with that probability, else photographed.
    """

    shares: tuple[float, ...] = (0.22, 0.23, 0.1, 0.25, 0.16)
    doodle: DoodleDrawing = DoodleDrawing()
    drawing: SyntheticDrawing = SyntheticDrawing()
    synthetic: SyntheticPhoto = SyntheticPhoto()
    object_photo: ObjectPhoto = ObjectPhoto()
    part: GarmentPart = GarmentPart()
    shorts: float = 0.5
    sketched: float = 0.5
    sketch: Sketch = Sketch()
    photo: Photo = Photo()

    def __call__(
        self, pictures: np.ndarray, labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """A picture (28, 28) uint8; garments (n, 28, 28) uint8 with labels (n,) lend parts."""
        kind = choose(rng, self.shares)
        if kind == 0:
            return self.doodle(rng)
        if kind == 1:
            return self.drawing(Label.NO_CLOTHING, rng)
        if kind == 2:
            garment = self.synthetic(Label.NO_CLOTHING, rng)
            return self.photo.of_garment(garment, rng)
        if kind == 3:
            return self.object_photo(pictures, rng)
        index = int(rng.integers(len(pictures)))
        if kind == 4:
            wanted = Label.TROUSER if chance(rng, self.shorts) else Label.DRESS
            index = int(rng.choice(np.flatnonzero(labels == wanted)))
        part = self.part(pictures[index], int(labels[index]), rng)
        # As a bag: turned and stretched, without sleeves or soles.
        again = self.sketch if chance(rng, self.sketched) else self.photo
        return again(part, rng, Label.BAG)


def _shuffled(picture: np.ndarray, side: int, rng: np.random.Generator) -> np.ndarray:
    """The picture (28, 28) with its square tiles of this side in another order."""
    count = SIDE // side
    tiles = picture.reshape(count, side, count, side).swapaxes(1, 2).reshape(-1, side, side)
    grid = rng.permutation(tiles).reshape(count, count, side, side)
    return np.ascontiguousarray(grid.swapaxes(1, 2).reshape(SIDE, SIDE))


def _rephased(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A picture (28, 28) uint8 with the same spectrum and another phase: its texture alone."""
    spectrum = np.abs(np.fft.rfft2(picture.astype(np.float32)))
    phase = np.angle(np.fft.rfft2(rng.normal(0, 1, picture.shape)))
    mixed = np.abs(np.fft.irfft2(spectrum * np.exp(1j * phase), picture.shape))
    return np.clip(mixed, 0, 255).astype(np.uint8)


def _fitted(part: np.ndarray) -> np.ndarray:
    """The part (h, w) uint8 in the middle of a black frame (28, 28), its longest side as long."""
    scale = SIDE / max(part.shape)
    width, height = (max(1, round(side * scale)) for side in part.shape[::-1])
    whole = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    scaled = cv2.resize(part, (width, height), interpolation=cv2.INTER_CUBIC)
    whole[top : top + height, left : left + width] = scaled
    return whole
