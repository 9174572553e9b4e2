"""Makes Basic and Standard as the report has them: `python -m fmnist_app.zoo.plain`.

The same training as on the Train page, with its default settings: 8 epochs, a hold-out of 6,000
pictures, no altered picture. Writes for each its Keras file, its LiteRT file, its answers to the
test pictures and a card. Some three minutes on two cores.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import keras

from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.core.versions import versions
from fmnist_app.data import VALIDATION_PICTURES, Dataset, load_dataset
from fmnist_app.evaluation.calibration import calibration_error
from fmnist_app.evaluation.predictions import OUTCOME, read_outcome
from fmnist_app.models import network
from fmnist_app.training.control import Control
from fmnist_app.training.export import LIGHT
from fmnist_app.training.points import Point, Result, ignore
from fmnist_app.training.run import train
from fmnist_app.training.settings import TrainingSettings

DIGITS = 4


def main(arguments: list[str] | None = None) -> int:
    """Train both and write their files; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    make(load_dataset(fetch=True), TrainingSettings(seed=asked.seed), asked.out)
    return 0


def make(dataset: Dataset, settings: TrainingSettings, out: Path) -> None:
    """Train the networks of `settings` and write their files into `out`."""
    points: list[Point] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        results = train(
            dataset,
            settings,
            Control(settings.epochs),
            folder,
            on_point=points.append,
            on_progress=ignore,
            on_result=lambda result: print(result, flush=True),
        )
        for result in results:
            _keep(result.model, folder, out)
            facts = _card(result, points, settings, dataset, out)
            text = json.dumps(facts, indent=2) + "\n"
            (out / f"{result.model}.json").write_text(text, encoding="utf-8")


def _keep(name: str, folder: Path, out: Path) -> None:
    """Copy what a run leaves; the Keras file without the optimiser, two thirds of its size."""
    keras.saving.load_model(folder / f"{name}.keras", compile=False).save(out / f"{name}.keras")
    for file in (LIGHT, OUTCOME):
        shutil.copyfile(folder / file.format(name), out / file.format(name))


def _card(
    result: Result, points: list[Point], settings: TrainingSettings, dataset: Dataset, out: Path
) -> dict[str, Any]:
    """What the network is, how it was made, and what was measured."""
    name = result.model
    outcome = read_outcome(out / OUTCOME.format(name))
    after = outcome.calibrated
    return {
        "name": name,
        "title": network(name).title,
        "parameters": result.parameters,
        "test_accuracy": round(result.test_accuracy or 0.0, DIGITS),
        "test_loss": round(result.test_loss or 0.0, DIGITS),
        "temperature": round(outcome.temperature or 1.0, DIGITS),
        "test_calibration": {
            "n": result.test_pictures,
            "ece_before": _error(outcome.probabilities, dataset),
            "ece_after": None if after is None else _error(after, dataset),
        },
        "data_sha256": dataset.sha256,
        "split": f"{settings.pictures:,} train / {VALIDATION_PICTURES:,} validation "
        f"(600 of each class, by seed) / {len(dataset.test_labels):,} test",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "versions": versions(),
        "seed": settings.seed,
        "settings": settings.as_dict(),
        "seconds_per_epoch": round(result.seconds / result.epochs, 1),
        "history": [_row(point) for point in points if _is_epoch(point, name)],
    }


def _error(probabilities: Any, dataset: Dataset) -> float:
    return round(calibration_error(probabilities, dataset.test_labels), DIGITS)


def _is_epoch(point: Point, name: str) -> bool:
    return point.model == name and point.kind == "epoch"


def _row(point: Point) -> dict[str, float]:
    values = {
        "epoch": point.epoch,
        "accuracy": point.accuracy,
        "loss": point.loss,
        "val_accuracy": point.val_accuracy,
        "val_loss": point.val_loss,
    }
    return {key: round(value, DIGITS) for key, value in values.items()}


if __name__ == "__main__":
    sys.exit(main())
