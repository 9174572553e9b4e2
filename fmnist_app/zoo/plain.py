"""Makes Basic and Standard as the report has them: `python -m fmnist_app.zoo.plain`.

The same training as on the Train page, with its default settings: 8 epochs, a hold-out of 6,000
pictures, no altered picture. Writes for each its Keras file, its LiteRT file, its answers to the
test pictures and a card. Some three minutes on two cores.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import keras

from fmnist_app.catalog.card import Calibration
from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.catalog.visit import card_of_run
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.training.control import Control
from fmnist_app.training.points import Point, ignore
from fmnist_app.training.run import train
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.zoo.card import calibration_of, complete_card


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
            kept = NetworkFiles(out, result.model)
            _keep(NetworkFiles(folder, result.model), kept)
            card = card_of_run(result.model, settings, points, result)
            calibration = {"test": _calibration(kept, dataset)}
            complete_card(card.model_copy(update={"calibration": calibration}), kept, dataset)


def _keep(trained: NetworkFiles, kept: NetworkFiles) -> None:
    """Copy what a run leaves; the Keras file without the optimiser, two thirds of its size."""
    keras.saving.load_model(trained.keras, compile=False).save(kept.keras)
    shutil.copyfile(trained.tflite, kept.tflite)
    shutil.copyfile(trained.test_predictions, kept.test_predictions)


def _calibration(files: NetworkFiles, dataset: Dataset) -> Calibration:
    """On the test pictures, before and after the temperature found on the validation pictures."""
    found = read_predictions(files.test_predictions)
    return calibration_of(
        found.predictions, found.probabilities, found.calibrated, dataset.test_labels
    )


if __name__ == "__main__":
    sys.exit(main())
