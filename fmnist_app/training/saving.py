"""Networks on disk: fresh, saved whole, and picked up again where they stopped."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import keras

from fmnist_app.models import architecture
from fmnist_app.models.build import build
from fmnist_app.training.engine import Start, Training
from fmnist_app.training.settings import TrainingSettings


def fresh(name: str, settings: TrainingSettings) -> keras.Sequential:
    """An untrained network with the weights that the seed gives, compiled with Adam."""
    model = build(architecture(name, settings.choices), name, settings.seed)
    model.compile(
        optimizer=keras.optimizers.Adam(settings.learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def save(training: Training, folder: Path) -> None:
    """Write `<name>.keras`, optimiser included, and `<name>.json`, where it stands.

    Each appears whole or not at all: it is written beside its place and moved there.
    """
    name = training.model.name
    half = folder / f".{name}.keras"
    training.model.save(half)
    start = Start(training.step, training.seconds, training.owed)
    note = folder / f".{name}.json"
    note.write_text(json.dumps(asdict(start)), encoding="utf-8")
    os.replace(half, folder / f"{name}.keras")  # noqa: PTH105 - replaces on every system
    os.replace(note, folder / f"{name}.json")  # noqa: PTH105 - replaces on every system


def load(name: str, folder: Path) -> tuple[keras.Sequential, Start] | None:
    """The network `name` saved in `folder` and where it stands; nothing if there is none."""
    weights, note = folder / f"{name}.keras", folder / f"{name}.json"
    if not (weights.exists() and note.exists()):
        return None
    start = Start(**json.loads(note.read_text(encoding="utf-8")))
    return keras.models.load_model(weights), start
