"""Running a study: seed after seed, both networks side by side, the test set measured each epoch.

The test pictures decide nothing here, neither a setting nor where to stop; they are measured after
every epoch so that a claim about any number of epochs can be judged.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset
from fmnist_app.experiments.file import Repeat, SeedExperiment, write_study
from fmnist_app.experiments.progress import begun, in_words
from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.fit import Training
from fmnist_app.training.points import Point, Result, ignore
from fmnist_app.training.run import side_by_side
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.traced import Traced


def run_study(
    dataset: Dataset,
    settings: TrainingSettings,
    seeds: int,
    path: Path,
    say: Callable[[str], None],
) -> SeedExperiment:
    """Train the networks of `settings` from `seeds` seeds on, and keep each seed in `path`.

    A study broken off there before goes on where it stopped. `say` gets a line for each seed.
    Raises `LabError` if `path` holds another study, or for what `write_study` refuses.
    """
    study = begun(SeedExperiment(settings, seeds, dataset.sha256, versions(), _machine()), path)
    write_study(study, path)  # a place that cannot be written is found out before the work
    for seed in study.left:
        began = time.monotonic()
        repeats = one_seed(dataset, replace(settings, seed=seed))
        took = time.monotonic() - began
        study = study.with_repeats(repeats, took)
        write_study(study, path)
        say(in_words(repeats, took))
    return study


def one_seed(dataset: Dataset, settings: TrainingSettings) -> list[Repeat]:
    """Train every network of `settings` once, side by side; a blown-up loss raises `LabError`."""
    feed, control = Feed.of(dataset, settings), Control(settings.epochs)
    rows: dict[str, list[tuple[float, ...]]] = {name: [] for name in settings.models}
    trainings = [_training(name, feed, settings, control, rows[name]) for name in rows]
    return [
        Repeat(result.model, settings.seed, result.seconds, tuple(rows[result.model]))
        for result in side_by_side(trainings, control, _finished)
    ]


def _training(
    name: str,
    feed: Feed,
    settings: TrainingSettings,
    control: Control,
    rows: list[tuple[float, ...]],
) -> Training:
    """The training of one network, which adds a row of `MEASURED` to `rows` after each epoch."""

    def keep(point: Point) -> None:
        if point.kind == "epoch":
            test = training.test_score() or (float("nan"), float("nan"))
            seen = (point.accuracy, point.loss, point.val_accuracy, point.val_loss)
            rows.append((*seen, *test))

    model = fresh(name, settings)
    traced = Traced(model, feed, settings, control)
    training = Training(traced, on_point=keep, on_progress=ignore)
    return training


def _finished(_: Training, result: Result) -> None:
    if result.ending != "finished":
        raise LabError(result.explanation or f"{result.model} was stopped.")


def _machine() -> str:
    return f"{os.cpu_count()} cores, CPU only, both networks side by side"
