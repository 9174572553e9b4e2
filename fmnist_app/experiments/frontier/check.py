"""Whether the frontier stands where it has to: the shipped files counted and scored anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from fmnist_app.catalog.strength import right_at_each_level
from fmnist_app.core.formatting import count, percent
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset
from fmnist_app.experiments.frontier.recipes import Recipe
from fmnist_app.experiments.frontier.results import results_of
from fmnist_app.inference.runtime import Runtime


@dataclass(frozen=True)
class CheckRow:
    """One network of the frontier as it stands.

    `parameters` and `shipped_accuracy` are of the shipped files, None where there are none;
    `accuracies` are the shares of test pictures right, one for each seed that was trained.
    `short` says in sentences what falls short, and is empty where nothing does.
    """

    name: str
    limit: int
    parameters: int | None
    accuracies: tuple[float, ...]
    shipped_accuracy: float | None
    floor: float
    short: tuple[str, ...]


def check(dataset: Dataset, recipe: Recipe, shipped: Path, results: Path) -> CheckRow:
    """Count and score the network of `recipe` in the folder `shipped`; `results` are its seeds'."""
    from fmnist_app.experiments.frontier.train import count_in  # noqa: PLC0415 - TensorFlow

    files = NetworkFiles(shipped, recipe.name)
    there = files.keras.exists() and files.tflite.exists()
    parameters = count_in(files) if there else None
    accuracies = tuple(one.test_accuracy for one in results_of(recipe, results))
    return CheckRow(
        recipe.name,
        recipe.limit,
        parameters,
        accuracies,
        accuracy_of(files, dataset) if there else None,
        recipe.floor,
        tuple(_short(recipe, parameters, accuracies)),
    )


def accuracy_of(files: NetworkFiles, dataset: Dataset) -> float:
    """The share of test pictures that the LiteRT file names right, each looked at once."""
    runtime = Runtime(files.tflite)
    right = right_at_each_level(runtime, dataset.test_images[None], dataset.test_labels)
    return float(right.mean())


def _short(recipe: Recipe, parameters: int | None, accuracies: tuple[float, ...]) -> Iterator[str]:
    if parameters is None:
        yield "There is no shipped network yet."
    elif parameters > recipe.limit:
        yield f"It has {count(parameters, 'parameter')}; at most {count(recipe.limit)} may be."
    if len(accuracies) < len(recipe.seeds):
        yield f"{len(accuracies)} of {len(recipe.seeds)} seeds are trained."
    if accuracies and (mean := fmean(accuracies)) < recipe.floor:
        yield f"The mean is {percent(mean, 2)}; expected {percent(recipe.floor, 1)} or more."


def report(rows: list[CheckRow]) -> Iterator[str]:
    """A line for each network, and one for whatever falls short."""
    for row in rows:
        seeds = ", ".join(percent(one, 2) for one in row.accuracies) or "none"
        shipped = "none" if row.shipped_accuracy is None else percent(row.shipped_accuracy, 2)
        size = f"{row.parameters or 0:,} of {count(row.limit, 'parameter')}"
        yield f"{row.name}: {size}, seeds {seeds}, shipped {shipped}"
        yield from (f"  {sentence}" for sentence in row.short)
