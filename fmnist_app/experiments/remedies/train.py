"""Training with a remedy: seed after seed, both networks side by side, the test set opened once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fmnist_app.core import machine
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import percent
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset
from fmnist_app.experiments.remedies.plans import SEEDS, Remedy
from fmnist_app.experiments.remedies.results import (
    RemedyResults,
    RemedyResultsError,
    RemedyRun,
    path_of,
    read_results,
    write_results,
)
from fmnist_app.experiments.seed import trained
from fmnist_app.training.points import Point, Result
from fmnist_app.training.settings import TrainingSettings

DIGITS = 5  # of a share: one of 10,000 pictures shows


def train_remedy(
    dataset: Dataset,
    remedy: Remedy,
    folder: Path,
    say: Callable[[str], None],
    seeds: Sequence[int] = SEEDS,
) -> RemedyResults:
    """Train from every seed that has no results in `folder` yet, and keep each there.

    `say` gets a line for each seed. Raises `RemedyResultsError` if the folder holds results of
    another training, `LabError` if a loss blows up or the place cannot be written.
    """
    results = _begun(dataset, remedy, folder)
    write_results(results, remedy, folder)  # what cannot be written is found out before the work
    for seed in seeds:
        if seed in results.seeds:
            continue
        runs = tuple(_one_seed(dataset, replace(remedy.settings, seed=seed)))
        results = results.model_copy(update={"runs": (*results.runs, *runs)})
        write_results(results, remedy, folder)
        found = ", ".join(f"{one.model} {percent(one.test_accuracy, 2)}" for one in runs)
        say(f"{remedy.name}, seed {seed}: {found} of the test pictures right")
    return results


def _begun(dataset: Dataset, remedy: Remedy, folder: Path) -> RemedyResults:
    """The results that are there, or none yet."""
    new = RemedyResults(
        name=remedy.name,
        settings=remedy.settings.as_dict(),
        data_sha256=dataset.sha256,
        versions=versions(),
        machine=machine.in_words(),
        made=datetime.datetime.now(datetime.UTC).date().isoformat(),
    )
    found = read_results(remedy, folder)
    if found and (found.data_sha256, found.versions) != (new.data_sha256, new.versions):
        raise RemedyResultsError(
            f"{path_of(remedy).name} was made with other data or versions; choose another folder."
        )
    return found or new


def _one_seed(dataset: Dataset, settings: TrainingSettings) -> Iterator[RemedyRun]:
    points: dict[str, list[Point]] = {name: [] for name in settings.models}
    for result in trained(dataset, settings, lambda name, _, point: points[name].append(point)):
        yield _run(result, settings.seed, points[result.model])


def _run(result: Result, seed: int, points: Sequence[Point]) -> RemedyRun:
    if result.test_accuracy is None:
        raise LabError(f"{result.model} ended without its test accuracy.")
    kept = result.kept_epoch or round(result.epochs)
    at = next(one for one in points if round(one.epoch) == kept)
    return RemedyRun(
        model=result.model,
        seed=seed,
        epochs=round(result.epochs),
        kept_epoch=kept,
        seen_accuracy=round(at.accuracy, DIGITS),
        val_accuracy=round(at.val_accuracy, DIGITS),
        test_accuracy=round(result.test_accuracy, DIGITS),
        seconds=round(result.seconds, 1),
    )
