"""Networks on disk: fresh, saved whole, and picked up again where they stopped."""

import contextlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras

from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.models import architecture
from fmnist_app.models.build import build
from fmnist_app.training.fit import Start, Training
from fmnist_app.training.points import Listener
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


def save(training: Training, folder: Path, on_file: Listener[Path]) -> None:
    """Write `<name>.keras`, optimiser included, and `<name>.json`, where it stands, for `on_file`.

    Each appears whole or not at all: it is written beside its place and moved there.
    """
    files = NetworkFiles(folder, training.model.name)
    start = Start(training.step, training.seconds, training.measurement_pending)
    with atomic_write(files.checkpoint) as note, atomic_write(files.keras) as weights:
        training.model.save(weights)
        note.write_text(json.dumps(asdict(start)), encoding="utf-8")
    for path in files.resumable:
        on_file(path)


def save_if_there_is_room(training: Training, folder: Path, on_file: Listener[Path]) -> None:
    """Save a training that goes on; one that the disk does not take goes on unsaved."""
    with contextlib.suppress(OSError):
        save(training, folder, on_file)


def load(name: str, folder: Path) -> tuple[keras.Sequential, Start] | None:
    """The network `name` saved in `folder` and where it stands; nothing if there is none."""
    files = NetworkFiles(folder, name)
    if not (files.keras.exists() and files.checkpoint.exists()):
        return None
    model = keras.models.load_model(files.keras)
    start = _position(json.loads(files.checkpoint.read_text(encoding="utf-8")))
    step = int(model.optimizer.iterations)
    if step != start.step:  # a crash came between the two files; the optimiser counts its steps
        start = Start(step, start.seconds)
    return model, start


def _position(note: dict[str, Any]) -> Start:
    """Where a training stands, by its note; the first versions had another word in it."""
    pending = note.get("measurement_pending", note.get("owed", False))
    return Start(note["step"], note["seconds"], pending)
