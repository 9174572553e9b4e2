"""A robust network goes on learning, from labelled photos and drawings beside what it knew.

The other pictures are rehearsed along with these: without them it forgets what the photos show
rarely, shoes first.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np

from fmnist_app.zoo.learn import Batch, FitSettings, fit, whole_calls
from fmnist_app.zoo.photos import LabelledPhotos
from fmnist_app.zoo.pool import NO_CLOTHING, USUAL_JITTER, Pool


@dataclasses.dataclass(frozen=True)
class TeachSettings(FitSettings):
    """How a network goes on with photos; written into its card.

    `repeats` says how often an epoch shows a photo on average, `drawn` how many drawings of people
    it shows, `photo_weight` how much a photo or a drawing of clothing counts, `rehearsed` which
    share of the other pictures an epoch shows.
    """

    epochs: int = 4
    learning_rate: float = 6e-4
    repeats: int = 5
    drawn: int = 8000
    photo_weight: float = 1.5
    rehearsed: float = 0.5


@dataclasses.dataclass(frozen=True, eq=False)
class Known:
    """What is rehearsed: the plain pictures, and a pool of altered ones."""

    plain: Pool
    pool: Pool


@dataclasses.dataclass(frozen=True, eq=False)
class Given:
    """What it learns from anew: photos, and drawings where there are any."""

    photos: LabelledPhotos
    drawings: LabelledPhotos | None = None

    def counts(self, settings: TeachSettings) -> list[tuple[LabelledPhotos, int]]:
        """Each, and how many of its pictures an epoch shows."""
        found = [(self.photos, settings.repeats * len(self.photos.classes))]
        if self.drawings is not None:
            found.append((self.drawings, settings.drawn))
        return found


def taught(
    start: Path, known: Known, given: Given, settings: TeachSettings, unfinished: Path
) -> keras.Model:
    """The network in the Keras file `start`, gone on with what is given; without its optimiser.

    What is not finished lies in the folder `unfinished` after each epoch, and is gone on with.
    """
    keras.utils.set_random_seed(settings.seed)
    network = keras.saving.load_model(start, compile=False)
    steps = whole_calls(_pictures(known, given, settings) // settings.batch_size)
    tell = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: print(
            f"epoch {epoch + 1} of {settings.epochs}, loss {logs['loss']:.4f}", flush=True
        )
    )
    # Its own folder for all that the epochs depend on: other settings begin anew.
    sizes = [len(pictures.classes) for pictures, _ in given.counts(settings)]
    depends = repr((dataclasses.asdict(settings), sizes, steps, start.stat().st_size))
    mark = hashlib.sha256(depends.encode()).hexdigest()[:12]
    keep = keras.callbacks.BackupAndRestore(unfinished / mark, double_checkpoint=True)
    fit(network, lambda: _batches(known, given, settings), steps, settings, (tell, keep))
    bare = keras.saving.load_model(start, compile=False)
    bare.set_weights(network.get_weights())
    return bare


def _pictures(known: Known, given: Given, settings: TeachSettings) -> int:
    """How many pictures an epoch shows."""
    rehearsed = sum(int(settings.rehearsed * len(p.labels)) for p in (known.plain, known.pool))
    return rehearsed + sum(count for _, count in given.counts(settings))


def _batches(known: Known, given: Given, settings: TeachSettings) -> Iterator[Batch]:
    """Batches without end, epoch after epoch."""
    rng = np.random.default_rng(settings.seed)
    size = settings.batch_size
    while True:
        pictures, classes, weights = _epoch(known, given, settings, rng)
        order = rng.permutation(len(pictures))
        for start in range(0, whole_calls(len(order) // size) * size, size):
            chosen = order[start : start + size]
            is_clothing = np.any(classes[chosen], axis=1).astype(np.float32)
            truth = {"classes": classes[chosen], "clothing": is_clothing[:, None]}
            counts = {
                "classes": weights[chosen] * is_clothing,
                "clothing": np.ones_like(is_clothing),
            }
            yield USUAL_JITTER(pictures[chosen], rng)[..., None], truth, counts


def _epoch(
    known: Known, given: Given, settings: TeachSettings, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """An epoch's pictures (n, 28, 28) uint8, classes (n, 10) that may be right, weights (n,)."""
    pictures, classes, weights = [], [], []
    for pool, weight in ((known.plain, settings.plain_weight), (known.pool, 1.0)):
        count = len(pool.labels)
        chosen = rng.permutation(count)[: int(settings.rehearsed * count)]
        pictures.append(pool.pictures[chosen])
        classes.append(_one_hot(pool.labels[chosen]))
        weights.append(np.full(len(chosen), weight, np.float32))
    for labelled, count in given.counts(settings):
        drawn, chosen = labelled.drawn(count, rng)
        pictures.append(drawn)
        classes.append(labelled.classes[chosen])
        weights.append(np.full(count, settings.photo_weight, np.float32))
    return np.concatenate(pictures), np.concatenate(classes), np.concatenate(weights)


def _one_hot(labels: np.ndarray) -> np.ndarray:
    """Classes (n, 10) float32 of labels (n,); a row of zeros for no clothing."""
    rows = np.array(np.eye(10, dtype=np.float32)[np.maximum(labels, 0)])
    rows[labels == NO_CLOTHING] = 0.0
    return rows
