"""Networks on disk: fresh, saved whole, and picked up again where they stopped."""

import contextlib
import json
from pathlib import Path
from typing import Any

import keras

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.models import architecture
from fmnist_app.models.build import build
from fmnist_app.training.fit import Training
from fmnist_app.training.optimizers import make_loss, make_optimizer
from fmnist_app.training.points import Listener
from fmnist_app.training.saved import (
    MEMORY,
    SavedNetwork,
    SavedNetworkError,
    Start,
    read_saved,
    write_saved,
)
from fmnist_app.training.settings import TrainingSettings


def fresh(name: str, settings: TrainingSettings) -> keras.Sequential:
    """An untrained network with the weights that the seed gives, compiled as the settings say."""
    model = build(architecture(name, settings.choices), name, settings.seed)
    model.compile(
        optimizer=make_optimizer(settings),
        loss=make_loss(settings),
        metrics=["accuracy"],
    )
    return model


def save(
    training: Training, settings: TrainingSettings, folder: Path, on_file: Listener[Path]
) -> None:
    """Write all that the training goes on from as one file of plain arrays, for `on_file`.

    It appears whole or not at all.
    """
    model = training.model
    layers = architecture(model.name, settings.choices)
    path = NetworkFiles(folder, model.name).checkpoint
    write_saved(_taken_from(model, training.start), layers, path)
    on_file(path)


def save_if_there_is_room(
    training: Training, settings: TrainingSettings, folder: Path, on_file: Listener[Path]
) -> None:
    """Save a training that goes on; one that the disk does not take goes on unsaved."""
    with contextlib.suppress(OSError):
        save(training, settings, folder, on_file)


def load(
    name: str, settings: TrainingSettings, folder: Path
) -> tuple[keras.Sequential, Start] | None:
    """The network `name` saved in `folder` and where it stands; nothing if there is none.

    Raises `SavedNetworkError` for a file that does not hold the network of these settings.
    """
    files = NetworkFiles(folder, name)
    if not files.checkpoint.exists():
        return _left_by_an_earlier_version(files)
    layers = architecture(name, settings.choices)
    saved = read_saved(files.checkpoint.read_bytes(), layers)
    model = fresh(name, settings)
    _put_into(model, saved)
    return model, saved.start


def _taken_from(model: keras.Model, start: Start) -> SavedNetwork:
    memory = {
        slot: tuple(variable.numpy() for variable in variables)
        for slot, variables in _memory(model.optimizer).items()
    }
    rate = next((float(variable.numpy()) for variable in _rates(model.optimizer)), None)
    return SavedNetwork(tuple(model.get_weights()), memory, start, rate)


def _put_into(model: keras.Model, saved: SavedNetwork) -> None:
    """Have a fresh network stand where a saved one stood."""
    model.set_weights(saved.weights)
    optimizer = model.optimizer
    optimizer.build(model.trainable_weights)
    own = _memory(optimizer)
    if saved.memory and saved.memory.keys() != own.keys():
        raise SavedNetworkError(f"{model.name} was saved with another optimiser.")
    for slot, arrays in saved.memory.items():
        for variable, array in zip(own[slot], arrays, strict=True):
            variable.assign(array)
    if saved.learning_rate is not None:
        for variable in _rates(optimizer):
            variable.assign(saved.learning_rate)
    optimizer.iterations.assign(saved.start.step)


def _memory(optimizer: keras.optimizers.Optimizer) -> dict[str, list[keras.Variable]]:
    """What the optimiser remembers of each trained weight, in their order; none before a step."""
    found = {
        slot: [variable for variable in optimizer.variables if variable.name.endswith(f"_{slot}")]
        for slot in MEMORY
    }
    return {slot: variables for slot, variables in found.items() if variables}


def _rates(optimizer: keras.optimizers.Optimizer) -> list[keras.Variable]:
    """The learning rate as a variable; none where a schedule gives it."""
    return [variable for variable in optimizer.variables if variable.name == "learning_rate"]


def _left_by_an_earlier_version(files: NetworkFiles) -> tuple[keras.Sequential, Start] | None:
    """The network of a run that was saved as a Keras file and a note beside it, on this server."""
    if not (files.keras.exists() and files.position.exists()):
        return None
    model = keras.models.load_model(files.keras)
    start = _position(json.loads(files.position.read_text(encoding="utf-8")))
    step = int(model.optimizer.iterations)
    if step != start.step:  # a crash came between the two files; the optimiser counts its steps
        start = Start(step, start.seconds)
    return model, start


def _position(note: dict[str, Any]) -> Start:
    """Where a training stands, by its note; the first versions had another word in it."""
    pending = note.get("measurement_pending", note.get("owed", False))
    return Start(note["step"], note["seconds"], pending)
