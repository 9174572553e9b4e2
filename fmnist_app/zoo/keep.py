"""What a training left, kept as a shipped network: its files, and its card with its scores."""

from __future__ import annotations

import shutil

import keras

from fmnist_app.catalog.card import Calibration, ModelCard
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.zoo.card import calibration_of, complete_card


def keep(trained: NetworkFiles, kept: NetworkFiles, card: ModelCard, dataset: Dataset) -> ModelCard:
    """Write the files of `kept` from those of `trained`, and `card` completed; returns the card."""
    _copy(trained, kept)
    calibration = {"test": _calibration(kept, dataset)}
    return complete_card(card.model_copy(update={"calibration": calibration}), kept, dataset)


def _copy(trained: NetworkFiles, kept: NetworkFiles) -> None:
    """Copy what a run leaves; the Keras file without the optimiser, two thirds of its size."""
    model = keras.saving.load_model(trained.keras, compile=False)
    model.name = kept.name
    model.save(kept.keras)
    shutil.copyfile(trained.tflite, kept.tflite)
    shutil.copyfile(trained.test_predictions, kept.test_predictions)


def _calibration(files: NetworkFiles, dataset: Dataset) -> Calibration:
    """On the test pictures, before and after the temperature found on the validation pictures."""
    found = read_predictions(files.test_predictions)
    return calibration_of(
        found.predictions, found.probabilities, found.calibrated, dataset.test_labels
    )
