"""Networks on disk: fresh, saved whole, and picked up again where they stopped."""

import contextlib
import json
from pathlib import Path
from typing import Any

import keras
import numpy as np

from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.models import architecture
from fmnist_app.models.build import build
from fmnist_app.training.fit import Start, Training
from fmnist_app.training.optimizers import make_loss, make_optimizer
from fmnist_app.training.points import Listener
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.watching import Seen, Weights


def fresh(name: str, settings: TrainingSettings) -> keras.Sequential:
    """An untrained network with the weights that the seed gives, compiled as the settings say."""
    model = build(architecture(name, settings.choices), name, settings.seed)
    model.compile(
        optimizer=make_optimizer(settings),
        loss=make_loss(settings),
        metrics=["accuracy"],
    )
    return model


def save(training: Training, folder: Path, on_file: Listener[Path]) -> None:
    """Write `<name>.keras`, optimiser included, and `<name>.json`, where it stands, for `on_file`.

    Each appears whole or not at all: it is written beside its place and moved there.
    """
    files = NetworkFiles(folder, training.model.name)
    start = training.start
    if start.best_weights is not None:
        with atomic_write(files.best) as best, best.open("wb") as file:
            np.savez(file, *start.best_weights, epoch=start.seen.epoch)
        on_file(files.best)
    with atomic_write(files.checkpoint) as note, atomic_write(files.keras) as weights:
        training.model.save(weights)
        note.write_text(json.dumps(_note(start)), encoding="utf-8")
    for path in (files.keras, files.checkpoint):
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
    start = _position(json.loads(files.checkpoint.read_text(encoding="utf-8")), files)
    step = int(model.optimizer.iterations)
    if step != start.step:  # a crash came between the two files; the optimiser counts its steps
        start = Start(step, start.seconds)
    return model, start


def _note(start: Start) -> dict[str, Any]:
    """Where a training stands, for JSON."""
    return {
        "step": start.step,
        "seconds": start.seconds,
        "measurement_pending": start.measurement_pending,
        "seen": vars(start.seen),
    }


def _position(note: dict[str, Any], files: NetworkFiles) -> Start:
    """Where a training stands, by its note; the first versions had another word in it."""
    pending = note.get("measurement_pending", note.get("owed", False))
    seen = Seen(**note.get("seen", {}))
    return Start(note["step"], note["seconds"], pending, seen, _best_weights(files, seen))


def _best_weights(files: NetworkFiles, seen: Seen) -> Weights | None:
    """The best weights seen so far; nothing where none are kept, or those of another epoch."""
    if not (seen.epoch and files.best.exists()):
        return None
    with np.load(files.best) as kept:
        arrays = [kept[name] for name in kept.files if name != "epoch"]
        return arrays if int(kept["epoch"]) == seen.epoch else None
