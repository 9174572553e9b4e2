"""Running a study: seed after seed, both networks side by side, the test set measured each epoch.

The test pictures decide nothing here, neither a setting nor where to stop; they are measured after
every epoch so that a claim about any number of epochs can be judged.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset
from fmnist_app.experiments.file import Repeat, SeedExperiment, write_study
from fmnist_app.experiments.progress import begun, in_words
from fmnist_app.experiments.seed import trained
from fmnist_app.training.fit import Training
from fmnist_app.training.points import Point
from fmnist_app.training.settings import TrainingSettings


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
    """Train every network of `settings` once; each epoch makes a row of `MEASURED`."""
    rows: dict[str, list[tuple[float, ...]]] = {name: [] for name in settings.models}

    def keep(name: str, training: Training, point: Point) -> None:
        test = training.test_score() or (float("nan"), float("nan"))
        seen = (point.accuracy, point.loss, point.val_accuracy, point.val_loss)
        rows[name].append((*seen, *test))

    return [
        Repeat(result.model, settings.seed, result.seconds, tuple(rows[result.model]))
        for result in trained(dataset, settings, keep)
    ]


def _machine() -> str:
    return f"{os.cpu_count()} cores, CPU only, both networks side by side"
