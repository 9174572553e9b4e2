"""Makes a network that learnt from photos too, and measures it on senders that it does not know.

Drawings of people and icons may come with the photos, and are measured alike.
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

from fmnist_app.catalog.card import ModelCard, TrainingFacts
from fmnist_app.catalog.crossfit import FACTS, fold_file
from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset
from fmnist_app.evaluation.intervals import Interval
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training.export import light
from fmnist_app.zoo import crossfit
from fmnist_app.zoo.card import complete_card
from fmnist_app.zoo.folds import Fitted, Folded, fitted, with_fitted
from fmnist_app.zoo.photos import LabelledPhotos
from fmnist_app.zoo.pool import plain_pool
from fmnist_app.zoo.robust import CHECK, cached_pool, described
from fmnist_app.zoo.splits import Splits
from fmnist_app.zoo.teach import Given, Known, TeachSettings, taught


@dataclass(frozen=True)
class Brought:
    """By how much (share, 95 % interval) pictures of one kind are named better than `before`."""

    kind: str
    before: float
    gained: float
    interval: Interval


@dataclass(frozen=True)
class Taught:
    """What was made: the card, and what it brought, by kind."""

    card: ModelCard
    brought: tuple[Brought, ...]


@dataclass(frozen=True, eq=False)
class Teaching:
    """What is to be made: the network of `files`, from `start` and photos, in so many folds.

    Drawings may be learnt from too. `cache` is a folder that keeps the rehearsed pictures between
    calls.
    """

    photos: LabelledPhotos
    start: NetworkPackage
    files: NetworkFiles
    settings: TeachSettings = TeachSettings()
    folds: int = 3
    cache: Path | None = None
    drawings: LabelledPhotos | None = None

    @property
    def folder(self) -> Path:
        """Where the networks of the folds lie."""
        return self.files.folder / f"{self.files.name}-folds"

    @cached_property
    def folded(self) -> tuple[Folded, ...]:
        """The photos, and the drawings where there are any."""
        photos = Folded("photo", self.photos, self.folds)
        if self.drawings is None:
            return (photos,)
        return photos, Folded("drawing", self.drawings, self.folds)

    def given(self, fold: int | None = None) -> Given:
        """What is learnt from, without what is in this fold."""
        return Given(*(folded.without(fold) for folded in self.folded))


def make(teaching: Teaching, splits: Splits, dataset: Dataset) -> Taught:
    """Make the networks of the folds and the one that is kept, and say what that brought.

    `splits` of `dataset` are what is rehearsed, and what drawings are calibrated on unless there
    are some of people.
    """
    pool = cached_pool(*splits.train, teaching.settings.seed + 1, teaching.cache)
    known = Known(plain_pool(*splits.train), pool)
    teaching.folder.mkdir(parents=True, exist_ok=True)
    for fold in range(teaching.folds):
        _make_fold(teaching, fold, known)
    found = [fitted(teaching.folder, folded) for folded in teaching.folded]
    with atomic_write(teaching.folder / FACTS) as half:
        half.write_text(found[0].folds.model_dump_json(indent=2) + "\n", encoding="utf-8")
    facts = _facts(teaching, _make_final(teaching, known))
    card = complete_card(_card(teaching, facts, splits, found), teaching.files, dataset)
    return Taught(card, tuple(_brought(teaching, one) for one in found))


def _make_fold(teaching: Teaching, fold: int, known: Known) -> None:
    """Make the network that does not know one fold's senders, unless it is there."""
    file = fold_file(teaching.folder, fold)
    if not file.exists():
        network = _taught_with(teaching.given(fold), teaching, known, file.stem)
        with atomic_write(file) as half:
            half.write_bytes(light(network, half_size=True))


def _make_final(teaching: Teaching, known: Known) -> float | None:
    """Make the network that is kept, unless it is there; returns how many seconds it took."""
    if teaching.files.keras.exists():
        return None
    began = time.monotonic()
    network = _taught_with(teaching.given(), teaching, known, "all")
    with atomic_write(teaching.files.keras) as half:
        network.save(half)
    return round(time.monotonic() - began, 1)


def _taught_with(given: Given, teaching: Teaching, known: Known, name: str) -> keras.Model:
    """A network that goes on with what is given, from where a call before was broken off."""
    said = f"{name}: {len(given.photos.photos):,} photos"
    if given.drawings is not None:
        said += f", {len(given.drawings.photos):,} drawings"
    print(said, flush=True)
    unfinished = teaching.folder / f"{name}-unfinished"
    network = taught(teaching.start.files.keras, known, given, teaching.settings, unfinished)
    shutil.rmtree(unfinished, ignore_errors=True)
    return network


def _facts(teaching: Teaching, seconds: float | None) -> TrainingFacts:
    """How it was trained, for its card."""
    before = teaching.start.card.training
    photos, people = len(teaching.photos.photos), len(set(teaching.photos.senders))
    learnt_from = (
        f"{before.learnt_from}; then beside them {photos:,} photos that {people:,} people took"
    )
    if teaching.drawings is not None:
        learnt_from += f", and {len(set(teaching.drawings.senders)):,} drawings and icons"
    return before.model_copy(
        update={
            "epochs": before.epochs + teaching.settings.epochs,
            "seed": teaching.settings.seed,
            "seconds": seconds,
            "learnt_from": learnt_from,
            "settings": {"start": teaching.start.id, **dataclasses.asdict(teaching.settings)},
        }
    )


def _card(
    teaching: Teaching,
    facts: TrainingFacts,
    splits: Splits,
    kinds: list[Fitted],
) -> ModelCard:
    """The card: as for every robust network, but what is fitted by the cross-fitted answers."""
    seed = teaching.settings.seed + CHECK
    card = described(
        teaching.files, facts, splits, cached_pool(*splits.validation, seed, teaching.cache)
    )
    for one in kinds:
        card = with_fitted(card, one)
    return card.model_copy(update={"every_mask": True})


def _brought(teaching: Teaching, one: Fitted) -> Brought:
    """What it brought for pictures of one kind, whose senders the network does not know."""
    start, pictures = teaching.start, one.folded.pictures
    before = crossfit.answers(Runtime(start.files.tflite), pictures, start.card.every_mask)
    gained, interval = crossfit.gain(before, one.found, pictures.senders, teaching.settings.seed)
    right = float(before.clothing.named_right.mean())
    return Brought(one.folded.kind, right, gained, interval)
