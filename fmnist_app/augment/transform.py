"""What every transform is: parameters that can be called on pictures; and transforms of transforms.

A transform is a pure function of pictures, parameters and a random generator: the same three give
the same pictures, and nothing passed in is changed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.labels import Label
from fmnist_app.data import SIDE


class Transform(ABC):
    """A random change of pictures, white on black; its fields are its parameters."""

    def __call__(
        self,
        pictures: np.ndarray,
        rng: np.random.Generator,
        labels: np.ndarray | int | None = None,
    ) -> np.ndarray:
        """Changed copies, uint8, of pictures (28, 28) or (n, 28, 28) uint8, in the same shape.

        `labels`, one for each picture, matter to transforms that know garments (`Pose`, `Sketch`,
        `Photo`); without them pictures are moved as things of no known form. Raises `ValueError`
        for pictures of another shape or type and for another number of labels.
        """
        if pictures.dtype != np.uint8 or pictures.shape[-2:] != (SIDE, SIDE):
            raise ValueError(f"Pictures are {SIDE}x{SIDE} uint8, not {pictures.shape}.")
        batch = pictures.reshape(-1, SIDE, SIDE)
        marks = np.full(len(batch), Label.NO_CLOTHING) if labels is None else np.atleast_1d(labels)
        if marks.shape != (len(batch),):
            raise ValueError(f"{len(batch)} pictures have not {marks.size} labels.")
        return self._changed(batch, marks, rng).reshape(pictures.shape)

    @abstractmethod
    def _changed(
        self, batch: np.ndarray, labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """A changed copy (n, 28, 28) uint8 of the batch (n, 28, 28) uint8 with labels (n,)."""


class PictureTransform(Transform):
    """A transform that takes one picture after the other."""

    def _changed(
        self, batch: np.ndarray, labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        changed = np.empty_like(batch)
        for index, (picture, label) in enumerate(zip(batch, labels, strict=True)):
            changed[index] = self._one(picture, int(label), rng)
        return changed

    @abstractmethod
    def _one(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        """A changed copy (28, 28) uint8 of the picture (28, 28) uint8."""


@dataclass(frozen=True)
class Compose(Transform):
    """Several transforms, one after the other."""

    transforms: tuple[Transform, ...] = ()

    def _changed(
        self, batch: np.ndarray, labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        changed = batch.copy()
        for transform in self.transforms:
            changed = transform(changed, rng, labels)
        return changed


@dataclass(frozen=True)
class RandomApply(Transform):
    """A transform that each picture undergoes with a probability."""

    transform: Transform
    probability: float = 0.5

    def _changed(
        self, batch: np.ndarray, labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        changed = batch.copy()
        drawn = rng.random(len(batch)) < self.probability
        changed[drawn] = self.transform(batch[drawn], rng, labels[drawn])
        return changed
