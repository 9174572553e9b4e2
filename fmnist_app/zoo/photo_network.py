"""Makes a network that learnt from photos too, and measures it on senders that it does not know.

First one network for each fold, without the photos of its senders; then the one that is kept, with
all. What is there already is not made again, and a broken-off call goes on with the next epoch.
"""

from __future__ import annotations

import dataclasses
import shutil
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import keras
import numpy as np

from fmnist_app.catalog.card import ModelCard, TrainingFacts
from fmnist_app.catalog.crossfit import FACTS, Folds, fold_file, split_by_sender
from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset
from fmnist_app.evaluation.intervals import Interval
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training.export import light
from fmnist_app.zoo import crossfit
from fmnist_app.zoo.card import complete_card
from fmnist_app.zoo.crossfit import PhotoAnswers
from fmnist_app.zoo.photos import LabelledPhotos
from fmnist_app.zoo.pool import plain_pool
from fmnist_app.zoo.robust import CHECK, cached_pool, described
from fmnist_app.zoo.splits import Splits
from fmnist_app.zoo.teach import Known, TeachSettings, taught


@dataclass(frozen=True)
class Taught:
    """What was made: the card, and by how much (share, 95 % interval) photos are named better."""

    card: ModelCard
    before: float
    gained: float
    interval: Interval


@dataclass(frozen=True, eq=False)
class Teaching:
    """What is to be made: the network of `files`, from `start` and photos, in so many folds.

    `cache` is a folder that keeps the rehearsed pictures between calls.
    """

    photos: LabelledPhotos
    start: NetworkPackage
    files: NetworkFiles
    settings: TeachSettings = TeachSettings()
    folds: int = 3
    cache: Path | None = None

    @property
    def folder(self) -> Path:
        """Where the networks of the folds lie."""
        return self.files.folder / f"{self.files.name}-folds"

    @cached_property
    def of_sender(self) -> dict[str, int]:
        """Each sender's fold."""
        return split_by_sender(self.photos.senders, self.folds)

    @cached_property
    def fold_of(self) -> np.ndarray:
        """Each photo's fold (n,)."""
        return np.array([self.of_sender[str(sender)] for sender in self.photos.senders])


def make(teaching: Teaching, splits: Splits, dataset: Dataset) -> Taught:
    """Make the networks of the folds and the one that is kept, and say what the photos brought.

    `splits` of `dataset` are what is rehearsed and what drawings are calibrated on.
    """
    pool = cached_pool(*splits.train, teaching.settings.seed + 1, teaching.cache)
    known = Known(plain_pool(*splits.train), pool)
    teaching.folder.mkdir(parents=True, exist_ok=True)
    for fold in range(teaching.folds):
        _make_fold(teaching, fold, known)
    found = _cross_fitted(teaching)
    fitted = crossfit.fitted_folds(found, teaching.fold_of, teaching.of_sender)
    with atomic_write(teaching.folder / FACTS) as half:
        half.write_text(fitted.model_dump_json(indent=2) + "\n", encoding="utf-8")
    facts = _facts(teaching, _make_final(teaching, known))
    card = _card(teaching, facts, splits, found, fitted)
    return _taught(teaching, complete_card(card, teaching.files, dataset), found)


def _make_fold(teaching: Teaching, fold: int, known: Known) -> None:
    """Make the network that does not know one fold's senders, unless it is there."""
    file = fold_file(teaching.folder, fold)
    if not file.exists():
        photos = teaching.photos.part(np.flatnonzero(teaching.fold_of != fold))
        print(f"{file.name}: {len(photos.photos):,} photos", flush=True)
        network = _taught_with(photos, teaching, known, file.stem)
        with atomic_write(file) as half:
            half.write_bytes(light(network, half_size=True))


def _make_final(teaching: Teaching, known: Known) -> float | None:
    """Make the network that is kept, unless it is there; returns how many seconds it took."""
    if teaching.files.keras.exists():
        return None
    print(f"{teaching.files.name}: {len(teaching.photos.photos):,} photos", flush=True)
    began = time.monotonic()
    network = _taught_with(teaching.photos, teaching, known, "all")
    with atomic_write(teaching.files.keras) as half:
        network.save(half)
    return round(time.monotonic() - began, 1)


def _taught_with(
    photos: LabelledPhotos, teaching: Teaching, known: Known, name: str
) -> keras.Model:
    """A network that goes on with these photos, from where a call before was broken off."""
    unfinished = teaching.folder / f"{name}-unfinished"
    network = taught(teaching.start.files.keras, known, photos, teaching.settings, unfinished)
    shutil.rmtree(unfinished, ignore_errors=True)
    return network


def _cross_fitted(teaching: Teaching) -> PhotoAnswers:
    """Each photo answered by the network of its fold, which does not know its sender."""
    count = len(teaching.fold_of)
    classes, scores = np.empty((count, 10), np.float32), np.empty(count)
    for fold in range(teaching.folds):
        own = np.flatnonzero(teaching.fold_of == fold)
        runtime = Runtime(fold_file(teaching.folder, fold))
        found = crossfit.answers(runtime, teaching.photos.part(own), every_mask=True)
        classes[own], scores[own] = found.classes, found.scores
    return PhotoAnswers(classes, scores, teaching.photos.classes)


def _facts(teaching: Teaching, seconds: float | None) -> TrainingFacts:
    """How it was trained, for its card."""
    before = teaching.start.card.training
    photos, people = len(teaching.photos.photos), len(teaching.of_sender)
    return before.model_copy(
        update={
            "epochs": before.epochs + teaching.settings.epochs,
            "seed": teaching.settings.seed,
            "seconds": seconds,
            "learnt_from": f"{before.learnt_from}; then beside them {photos:,} photos that "
            f"{people:,} people took",
            "settings": {"start": teaching.start.id, **dataclasses.asdict(teaching.settings)},
        }
    )


def _card(
    teaching: Teaching,
    facts: TrainingFacts,
    splits: Splits,
    found: PhotoAnswers,
    fitted: Folds,
) -> ModelCard:
    """The card: drawings as for every robust network, photos by the cross-fitted answers."""
    seed = teaching.settings.seed + CHECK
    card = described(
        teaching.files, facts, splits, cached_pool(*splits.validation, seed, teaching.cache)
    )
    own = {
        "temperatures": crossfit.temperature(found),
        "top_labels": crossfit.top_label(found),
        "clothing_offsets": crossfit.clothing_offset(found),
        "calibration": crossfit.calibration(found, teaching.fold_of, fitted),
    }
    changed = {name: {**getattr(card, name), "photo": value} for name, value in own.items()}
    return card.model_copy(update={"every_mask": True, **changed})


def _taught(teaching: Teaching, card: ModelCard, found: PhotoAnswers) -> Taught:
    """What the photos brought, on those of senders that the network does not know."""
    start, photos = teaching.start, teaching.photos
    before = crossfit.answers(Runtime(start.files.tflite), photos, start.card.every_mask)
    gained, interval = crossfit.gain(before, found, photos.senders, teaching.settings.seed)
    return Taught(card, float(before.clothing.named_right.mean()), gained, interval)
