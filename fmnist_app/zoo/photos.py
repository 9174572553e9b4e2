"""Labelled photos and drawings to learn from, read as the app reads any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from fmnist_app.augment import Affine
from fmnist_app.augment.sampling import chance
from fmnist_app.images import Overrides, PictureError, PreparedPicture
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.zoo.photo_rows import PhotosError, photo_rows

# Shares of draws that take the likeliest cut-out, the others sharing the rest, and that take the
# tones as they are instead of the negative. Guesses, with which the first trial went well.
LIKELIEST, AS_IT_IS = 0.4, 0.4
# 0 draws all photos alike, 1 all classes. At most so many times the mean: a few boots are no class.
EVENED, MOST_OFTEN = 0.85, 6.0
# What a class weighs that may be right but is not the likeliest: among many long-sleeved tops
# called "pullover, or else T-shirt" a network should not call all T-shirts.
LESS_LIKELY = 0.5
# Milder than what pictures of the catalogue undergo: a photo is already as people take them.
VARIED = Affine(degrees=12.0, scale=(0.85, 1.08), ratio=1.1, shear=0.05, pixels=1.5)


@dataclass(frozen=True, eq=False)
class LabelledPhotos:
    """Photos, or drawings, as the app reads them, `classes` (n, 10) and `senders` (n,) by name.

    A class that may be right has a 1, or 0.5 where another is likelier, and the others 0; a row of
    zeros stands for no clothing.
    """

    photos: Sequence[PreparedPicture]
    classes: np.ndarray
    senders: np.ndarray

    @property
    def is_clothing(self) -> np.ndarray:
        """Which photos (n,) show one of the ten kinds."""
        return np.asarray(self.classes.any(axis=1))

    def part(self, chosen: np.ndarray) -> LabelledPhotos:
        """The photos at the indices `chosen` (m,)."""
        photos = [self.photos[index] for index in chosen]
        return LabelledPhotos(photos, self.classes[chosen], self.senders[chosen])

    @cached_property
    def shares(self) -> np.ndarray:
        """How often (n,) each photo is to be drawn, summing to 1: rare classes more than others.

        People photograph five T-shirts for one pair of boots, and a network that learnt from that
        takes a coat for a T-shirt. No clothing counts as a class.
        """
        share = np.column_stack([self.classes, ~self.is_clothing])
        share = share / share.sum(axis=1, keepdims=True)
        wanted = (share * np.maximum(share.sum(axis=0), 1.0) ** -EVENED).sum(axis=1)
        wanted = np.minimum(wanted / wanted.mean(), MOST_OFTEN)
        return np.asarray(wanted / wanted.sum())

    def drawn(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Readings (count, 28, 28) uint8 of photos, slightly varied, and their indices (count,).

        The likeliest cut-out comes most often; the others make the network bear with bad ones.
        """
        chosen = rng.choice(len(self.photos), count, p=self.shares)
        return VARIED(np.stack([_reading(self.photos[i], rng) for i in chosen]), rng), chosen


def joined(parts: Sequence[LabelledPhotos]) -> LabelledPhotos | None:
    """All parts one after the other; nothing where there is none."""
    if not parts:
        return None
    return LabelledPhotos(
        [photo for part in parts for photo in part.photos],
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.senders for part in parts]),
    )


def read_photos(folder: Path, kind: str = "photo") -> LabelledPhotos:
    """The photos, or those of another `kind`, that `folder` labels; unreadable ones are left out.

    Raises `PhotosError` if it has none, or a manifest that says nothing usable.
    """
    rows = photo_rows(folder)
    read = read_all([row.path for row in rows], partial(_read, Overrides(kind=kind)))
    found = [(p, row) for p, row in zip(read, rows, strict=True) if not isinstance(p, PictureError)]
    if not found:
        raise PhotosError(f"None of the {len(rows)} {kind}s in {folder} can be read.")
    classes = np.zeros((len(found), 10), np.float32)
    for index, (_, row) in enumerate(found):
        ordered = row.classes == tuple(sorted(row.classes))
        classes[index, list(row.classes)] = 1.0 if ordered else LESS_LIKELY
        classes[index, list(row.classes[:1])] = 1.0
    return LabelledPhotos(
        [photo for photo, _ in found], classes, np.array([row.sender for _, row in found])
    )


def _read(as_kind: Overrides, source: Path) -> PreparedPicture | PictureError:
    """The picture read as this kind, whatever it looks like: that is what is to be learnt."""
    read = read_one(source, as_kind)
    if isinstance(read, PictureError):
        return read
    return replace(read, steps=(), mask=None)  # which would be megabytes each


def _reading(photo: PreparedPicture, rng: np.random.Generator) -> np.ndarray:
    """One reading (28, 28) uint8: a photo by one of the masks, as negative or as it is."""
    views = photo.views
    if photo.kind == "drawing":
        return np.asarray(views[0])
    if len(photo.other_views) and not chance(rng, LIKELIEST):
        views = photo.other_views
    mask = 2 * int(rng.integers(len(views) // 2))  # of each mask two: the negative comes first
    return np.asarray(views[mask + chance(rng, AS_IT_IS)])
