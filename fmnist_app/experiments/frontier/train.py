"""Training a network of the frontier from one seed: the app's own training, resumable by epoch."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np

from fmnist_app.catalog.card import ModelCard
from fmnist_app.catalog.visit import card_of_run
from fmnist_app.core import machine
from fmnist_app.core.atomic import writing_to
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import percent
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.experiments.frontier.recipes import Plan
from fmnist_app.experiments.frontier.results import SeedResult
from fmnist_app.lab.records import Record
from fmnist_app.training.control import Control
from fmnist_app.training.points import Point, Result, ignore
from fmnist_app.training.run import train
from fmnist_app.training.settings import TrainingSettings

Say = Callable[[str], None]
DIGITS = 4  # of shares and losses in a result


@dataclass(frozen=True)
class Trained:
    """What one seed came to, with the files that its training left and its card."""

    result: SeedResult
    files: NetworkFiles
    card: ModelCard


def train_seed(dataset: Dataset, plan: Plan, seed: int, folder: Path, say: Say) -> Trained:
    """Train from `seed` in `folder`, or go on there after the last whole epoch.

    `say` gets a line for each epoch. Raises `LabError` if the folder holds another training, or
    the loss blows up.
    """
    settings = plan.settings(seed)
    record = _record(folder, settings)

    def hear(point: Point) -> None:
        record.append(point)
        if point.kind == "epoch":
            right = percent(point.val_accuracy, 2)
            say(f"{plan.name}, seed {seed}: epoch {point.epoch:.0f}, {right} of validation")

    (result,) = train(
        dataset,
        settings,
        Control(settings.epochs),
        folder,
        on_start=record.append,
        on_point=hear,
        on_progress=ignore,
        on_result=record.append,
    )
    if result.ending != "finished":
        raise LabError(result.explanation or f"{plan.name} was stopped.")
    files = NetworkFiles(folder, result.model)
    card = card_of_run(result.model, settings, record.snapshot().points, result)
    card = card.model_copy(update={"name": plan.name, "title": plan.title})
    return Trained(_result(dataset, plan, card, result, files), files, card)


def _record(folder: Path, settings: TrainingSettings) -> Record:
    if not folder.exists():
        with writing_to(folder):
            return Record.create("frontier", folder, settings)
    record = Record.read(folder)
    if record.snapshot().settings != settings:
        raise LabError(f"{folder} holds a training with other settings; choose another folder.")
    return record


def _result(
    dataset: Dataset,
    plan: Plan,
    card: ModelCard,
    result: Result,
    files: NetworkFiles,
) -> SeedResult:
    right = read_predictions(files.test_predictions).predictions == dataset.test_labels
    known = also_in_training(dataset)
    return SeedResult(
        name=plan.name,
        seed=card.training.seed,
        settings=card.training.settings,
        parameters=count_in(files),
        epochs=round(result.epochs),
        seconds=round(result.seconds, 1),
        machine=machine.in_words(),
        val_accuracy=card.history[-1].val_accuracy,
        test_accuracy=round(float(right.mean()), DIGITS),
        test_loss=round(float(result.test_loss or 0.0), DIGITS),
        also_in_training=int(known.sum()),
        accuracy_without=round(float(right[~known].mean()), DIGITS),
        data_sha256=dataset.sha256,
        made=datetime.datetime.now(datetime.UTC).date().isoformat(),
        versions=versions(),
        history=card.history,
    )


def count_in(files: NetworkFiles) -> int:
    """Parameters of a network as its exported Keras file holds them, statistics counted too."""
    return int(keras.saving.load_model(files.keras, compile=False).count_params())


def also_in_training(dataset: Dataset) -> np.ndarray:
    """Which test pictures (10000,) bool stand among the training pictures, byte for byte."""
    known = {one.tobytes() for one in dataset.train_images}
    return np.array([one.tobytes() in known for one in dataset.test_images])
