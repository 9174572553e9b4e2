"""The pool a robust network learns from: plain, drawn, photographed and non-clothing pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.drawings import drawn
from fmnist_app.augment.nonclothing import other_drawing, other_photo, part_of_garment
from fmnist_app.augment.photos import photographed, taken
from fmnist_app.augment.synthetic import drawn_figure, photo_figure

NO_CLOTHING = -1
PLAIN, DRAWING, PHOTO, OTHER = range(4)
SHIRT = 6
# The catalogue's Shirt is its catch-all for tops; people call only buttoned tops so, hence fewer.
SHIRT_SHARE = 0.6
# Figures take the place of this share of redrawn pictures, and of rephotographed ones by class:
# the catalogue has no shoes from above, which is how people photograph them.
FIGURES_DRAWN = 0.5
FIGURES_TAKEN = {SHIRT: 0.3, 7: 0.4, 9: 0.4, 5: 0.25}
FIGURES_ELSE = 0.15


@dataclass(frozen=True, eq=False)
class Pool:
    """Pictures (n, 28, 28) uint8, labels (n,) int8 (0-9, or -1 for no clothing) and kinds (n,)."""

    pictures: np.ndarray
    labels: np.ndarray
    kinds: np.ndarray


def plain_pool(pictures: np.ndarray, labels: np.ndarray) -> Pool:
    """The catalogue pictures (n, 28, 28) uint8 as they are, with labels (n,)."""
    return Pool(pictures, labels.astype(np.int8), np.full(len(labels), PLAIN, np.uint8))


def make_pool(
    pictures: np.ndarray, labels: np.ndarray, seed: int, rounds: float = 0.85, others: float = 0.4
) -> Pool:
    """Redraw and rephotograph catalogue pictures (n, 28, 28) uint8 with labels (n,).

    `rounds` says how often each picture is used per style; `others` is the share of pictures of no
    clothing, as a multiple of n. The plain pictures are not in the pool.
    """
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    count = int(rounds * len(pictures))
    order = np.concatenate([rng.permutation(len(pictures)) for _ in range(int(np.ceil(rounds)))])
    order = order[:count]
    order = order[(labels[order] != SHIRT) | (rng.random(len(order)) < SHIRT_SHARE)]
    made = [_drawing(pictures[i], int(labels[i]), rng) for i in order]
    made += [_photo(pictures[i], int(labels[i]), rng) for i in order]
    classes = np.concatenate([labels[order], labels[order]]).astype(np.int8)
    foreign = [_foreign(pictures, labels, rng) for _ in range(int(others * len(pictures)))]
    marks = np.full(len(foreign), NO_CLOTHING, np.int8)
    kinds = np.repeat([DRAWING, PHOTO, OTHER], [len(order), len(order), len(foreign)])
    return Pool(np.stack(made + foreign), np.concatenate([classes, marks]), kinds.astype(np.uint8))


def batches(
    plain: Pool, pool: Pool, size: int, plain_weight: float, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """One pass over both pools, shuffled.

    Yields pictures (size, 28, 28, 1) float32 0-1, labels (size,) int32 and weights (size,) float32,
    which are `plain_weight` for plain pictures and 1 for the others.
    """
    first = len(plain.labels)
    labels = np.concatenate([plain.labels, pool.labels]).astype(np.int32)
    order = rng.permutation(len(labels))
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        batch = np.empty((size, 28, 28), np.uint8)
        is_plain = chosen < first
        batch[is_plain] = plain.pictures[chosen[is_plain]]
        batch[~is_plain] = pool.pictures[chosen[~is_plain] - first]
        weights = np.where(is_plain, plain_weight, 1.0).astype(np.float32)
        yield varied(batch, rng)[..., None], labels[chosen], weights


def varied(batch: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The batch (n, 28, 28) uint8 lightly varied: mirrored, shifted, dimmed; float32 0-1."""
    out = batch.astype(np.float32) / 255.0
    flip = rng.random(len(out)) < 0.5
    out[flip] = out[flip, :, ::-1]
    for index in np.flatnonzero(rng.random(len(out)) < 0.35):
        down, right = rng.integers(-2, 3, 2)
        moved = np.roll(out[index], (down, right), (0, 1))
        out[index] = moved
    gain = np.where(rng.random(len(out)) < 0.5, rng.uniform(0.75, 1.15, len(out)), 1.0)
    return np.asarray(np.clip(out * gain[:, None, None].astype(np.float32), 0.0, 1.0))


def _drawing(picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """A drawing (28, 28) uint8 of class `label`, after the picture or from nothing."""
    if rng.random() < FIGURES_DRAWN:
        return drawn_figure(label, rng)
    return drawn(picture, label, rng)


def _photo(picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
    """A photo (28, 28) uint8 of class `label`, after the picture or from nothing."""
    if rng.random() < FIGURES_TAKEN.get(label, FIGURES_ELSE):
        return taken(photo_figure(label, rng), rng)
    return photographed(picture, label, rng)


def _foreign(pictures: np.ndarray, labels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One picture (28, 28) uint8 of no clothing, or of a part of a garment."""
    chance = rng.random()
    if chance < 0.22:
        return other_drawing(rng)
    if chance < 0.45:
        return drawn_figure(NO_CLOTHING, rng)
    if chance < 0.55:
        return taken(photo_figure(NO_CLOTHING, rng), rng)
    if chance < 0.8:
        return other_photo(pictures, rng)
    index = int(rng.integers(len(pictures)))
    if chance < 0.96:
        wanted = np.flatnonzero(labels == (1 if rng.random() < 0.5 else 3))
        index = int(wanted[rng.integers(len(wanted))])
    part = part_of_garment(pictures[index], int(labels[index]), rng)
    pose = 8  # posed as a bag: turned and stretched, without sleeves or soles
    return drawn(part, pose, rng) if rng.random() < 0.5 else photographed(part, pose, rng)
