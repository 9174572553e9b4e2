"""The pool a robust network learns from: plain, drawn, photographed and non-clothing pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np

from fmnist_app.augment import (
    Label,
    NonClothing,
    Photo,
    Sketch,
    SyntheticDrawing,
    SyntheticPhoto,
)
from fmnist_app.augment.sampling import Range, chance

NO_CLOTHING = int(Label.NO_CLOTHING)
PLAIN, DRAWING, PHOTO, OTHER = range(4)


@dataclass(frozen=True, eq=False)
class Pool:
    """Pictures (n, 28, 28) uint8, labels (n,) int8 (0-9, or -1 for no clothing) and kinds (n,)."""

    pictures: np.ndarray
    labels: np.ndarray
    kinds: np.ndarray


@dataclass(frozen=True)
class PoolSettings:
    """How many pictures of which kind a pool holds, and how they are made.

    `rounds` says how often each picture is used per style, `others` is the number of pictures of no
    clothing for each picture. Of shirts only the share `shirts` is used: Fashion-MNIST's Shirt is
    its catch-all for tops, and people call only buttoned tops so. Synthetic figures take the place
    of the share `synthetic_drawings` of drawings and, by label, of `synthetic_photos` of photos:
    Fashion-MNIST has no shoes from above, which is how people photograph them.
    """

    rounds: float = 0.85
    others: float = 0.4
    shirts: float = 0.6
    synthetic_drawings: float = 0.5
    synthetic_photos: dict[int, float] = field(
        default_factory=lambda: {
            Label.SHIRT: 0.3,
            Label.SNEAKER: 0.4,
            Label.ANKLE_BOOT: 0.4,
            Label.SANDAL: 0.25,
        },
        hash=False,
    )
    synthetic_photos_else: float = 0.15
    sketch: Sketch = Sketch()
    photo: Photo = Photo()
    synthetic_drawing: SyntheticDrawing = SyntheticDrawing()
    synthetic_photo: SyntheticPhoto = SyntheticPhoto()
    non_clothing: NonClothing = NonClothing()

    def drawing(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        """A drawing (28, 28) uint8 of this label, after the picture or from nothing."""
        if chance(rng, self.synthetic_drawings):
            return self.synthetic_drawing(label, rng)
        return self.sketch(picture, rng, label)

    def photograph(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        """A photo (28, 28) uint8 of this label, of the picture or of a garment from nothing."""
        if chance(rng, self.synthetic_photos.get(label, self.synthetic_photos_else)):
            return self.photo.of_garment(self.synthetic_photo(label, rng), rng)
        return self.photo(picture, rng, label)


@dataclass(frozen=True)
class Jitter:
    """The light variation that every picture undergoes each time it is learnt from.

    `flipped`, `shifted` and `dimmed` are probabilities, `pixels` the greatest shift each way, by
    which what leaves the frame comes in again opposite, and `gain` factors on the tones.
    """

    flipped: float = 0.5
    shifted: float = 0.35
    pixels: int = 2
    dimmed: float = 0.5
    gain: Range = (0.75, 1.15)

    def __call__(self, batch: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The batch (n, 28, 28) uint8 mirrored, shifted and dimmed at times; float32 0-1."""
        out = batch.astype(np.float32) / 255.0
        flip = rng.random(len(out)) < self.flipped
        out[flip] = out[flip, :, ::-1]
        for index in np.flatnonzero(rng.random(len(out)) < self.shifted):
            down, right = rng.integers(-self.pixels, self.pixels, 2, endpoint=True)
            out[index] = np.roll(out[index], (down, right), (0, 1))
        dim = rng.random(len(out)) < self.dimmed
        gain = np.where(dim, rng.uniform(*self.gain, len(out)), 1.0).astype(np.float32)
        return np.asarray(np.clip(out * gain[:, None, None], 0.0, 1.0))


USUAL_POOL = PoolSettings()
USUAL_JITTER = Jitter()


def plain_pool(pictures: np.ndarray, labels: np.ndarray) -> Pool:
    """Pictures (n, 28, 28) uint8 with labels (n,) as they are."""
    return Pool(pictures, labels.astype(np.int8), np.full(len(labels), PLAIN, np.uint8))


def make_pool(
    pictures: np.ndarray, labels: np.ndarray, seed: int, settings: PoolSettings = USUAL_POOL
) -> Pool:
    """A pool after pictures (n, 28, 28) uint8 with labels (n,): redrawn, photographed, and others.

    The plain pictures are not in the pool.
    """
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    order = _order(labels, settings, rng)
    chosen = [(pictures[index], int(labels[index])) for index in order]
    made = [settings.drawing(picture, label, rng) for picture, label in chosen]
    made += [settings.photograph(picture, label, rng) for picture, label in chosen]
    count = int(settings.others * len(pictures))
    others = [settings.non_clothing(pictures, labels, rng) for _ in range(count)]
    classes = np.concatenate([labels[order], labels[order], np.full(count, NO_CLOTHING)])
    kinds = np.repeat([DRAWING, PHOTO, OTHER], [len(order), len(order), count])
    return Pool(np.stack(made + others), classes.astype(np.int8), kinds.astype(np.uint8))


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
        yield USUAL_JITTER(batch, rng)[..., None], labels[chosen], weights


def _order(labels: np.ndarray, settings: PoolSettings, rng: np.random.Generator) -> np.ndarray:
    """Which pictures are used, (m,), in random order, each as often as the rounds say."""
    count, rounds = len(labels), settings.rounds
    turns = [rng.permutation(count) for _ in range(int(np.ceil(rounds)))]
    order = np.concatenate(turns)[: int(rounds * count)]
    kept = (labels[order] != Label.SHIRT) | (rng.random(len(order)) < settings.shirts)
    return np.asarray(order[kept])
