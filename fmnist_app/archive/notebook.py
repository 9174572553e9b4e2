"""A notebook that repeats one run with plain Keras, anywhere, without this app."""

import json
import re
from importlib.resources import files
from typing import Any

from fmnist_app.archive.templates import render
from fmnist_app.core.versions import versions
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import architecture, network
from fmnist_app.models.layers import (
    Activation,
    Architecture,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
    Shape,
)
from fmnist_app.models.table import DROPOUT_SEED, seed_places, with_inputs
from fmnist_app.training import TrainingSettings
from fmnist_app.training.code import as_code
from fmnist_app.training.remedies import FALL, FALL_AFTER, MOMENTUM

CELL = re.compile(r"^# %%(?P<kind> \[markdown\])?\n", re.MULTILINE)


def notebook(now: Snapshot) -> str:
    """The notebook of a run that is over, as the text of an .ipynb file (format 4.5)."""
    found = versions()
    # The reader's machine may be one that only the whole build of TensorFlow exists for.
    number = next((found[name] for name in found if name.startswith("tensorflow")), "")
    settings = now.settings
    source = render(
        "repeat.py.jinja",
        names=" and ".join(network(name).title for name in settings.models),
        settings=settings,
        versions=found,
        tensorflow=f"tensorflow=={number}" if number else "tensorflow",
        steps={name: _steps(now, name) for name in settings.models},
        reached={name: _reached(now, name) for name in settings.models},
        blocks=_blocks(now),
        optimizer=_optimizer(settings),
        loss=_loss(settings),
        fall=FALL,
        fall_after=FALL_AFTER,
        augmentation="" if settings.strengths.none else _augmentation(settings),
        networks={name: _codes(architecture(name, settings.choices)) for name in settings.models},
    )
    return json.dumps(_document(source), indent=1) + "\n"


def _document(source: str) -> dict[str, Any]:
    _, *parts = CELL.split(source)
    cells = [
        _cell(place, kind, text.strip("\n"))
        for place, (kind, text) in enumerate(zip(parts[::2], parts[1::2], strict=True))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(place: int, kind: str | None, text: str) -> dict[str, Any]:
    if kind:
        text = re.sub(r"^# ?", "", text, flags=re.MULTILINE)
    cell = {"id": f"cell-{place}", "metadata": {}, "source": text.splitlines(keepends=True)}
    if kind:
        return {"cell_type": "markdown", **cell}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}


def _steps(now: Snapshot, name: str) -> int:
    """Batches the network was trained on, as far as its result or its last point tells."""
    result = now.results.get(name)
    seen = [point.epoch for point in now.points if point.model == name]
    epochs = result.epochs if result else max(seen, default=0.0)
    return round(epochs * now.settings.steps_per_epoch)


def _reached(now: Snapshot, name: str) -> dict[str, Any]:
    result = now.results.get(name)
    end = result.epochs if result else now.settings.epochs
    whole = [p for p in now.points if (p.model, p.kind) == (name, "epoch") and p.epoch <= end]
    return {
        "epoch": round(whole[-1].epoch) if whole else 0,
        "val_accuracy": whole[-1].val_accuracy if whole else None,
        "test_accuracy": result.test_accuracy if result else None,
    }


def _blocks(now: Snapshot) -> str:
    """The functions that build blocks of layers, where a network of the run has such blocks."""
    designs = (architecture(name, now.settings.choices) for name in now.settings.models)
    if not any(isinstance(layer, Residual) for layers in designs for layer in layers):
        return ""
    # Read, not imported: the server does without Keras.
    source = files("fmnist_app.models").joinpath("blocks.py").read_text(encoding="utf-8")
    return source[source.index("def ") :].strip()


def _optimizer(settings: TrainingSettings) -> str:
    """The optimiser in Keras's words, as source."""
    decay = f", weight_decay={settings.weight_decay}" if settings.weight_decay else ""
    match settings.optimizer:
        case "adamw":
            return f"keras.optimizers.AdamW(LEARNING_RATE, weight_decay={settings.weight_decay})"
        case "sgd":
            return f"keras.optimizers.SGD(LEARNING_RATE, momentum={MOMENTUM}{decay})"
        case "rmsprop":
            return f"keras.optimizers.RMSprop(LEARNING_RATE{decay})"
        case "adam":
            return f"keras.optimizers.Adam(LEARNING_RATE{decay})"


def _loss(settings: TrainingSettings) -> str:
    """The loss in Keras's words, as source."""
    if smoothing := settings.label_smoothing:
        return f"keras.losses.CategoricalCrossentropy(label_smoothing={smoothing})"
    return '"sparse_categorical_crossentropy"'


def _augmentation(settings: TrainingSettings) -> str:
    """What alters pictures, as source without the text at its head."""
    code = as_code(settings.strengths)
    return code[code.index("import cv2") :].strip()


def _codes(layers: Architecture) -> list[str]:
    return [
        _code(layer, shape, f"seeds[{place}]")
        for (layer, shape), place in zip(with_inputs(layers), seed_places(layers), strict=True)
    ]


def _code(layer: Layer, shape: Shape, seed: str) -> str:  # noqa: PLR0911 - a kind each
    """The layer in Keras's words, as source."""
    drawn = f"kernel_initializer=keras.initializers.GlorotUniform({seed})"
    match layer:
        case Residual(filters, kernel, activation, bias):
            words = f'activation="{activation}", bias={bias}'
            return f"residual_block({shape}, {filters}, {kernel}, {seed}, {words})"
        case Conv(filters, kernel, same, activation, bias):
            padding = ', padding="same"' if same else ""
            words = f'activation="{activation}"{padding}{"" if bias else ", use_bias=False"}'
            return f"keras.layers.Conv2D({filters}, {kernel}, {words}, {drawn})"
        case Dense(units, activation):
            return f'keras.layers.Dense({units}, activation="{activation}", {drawn})'
        case Dropout(rate):
            return f"keras.layers.Dropout({rate}, seed={seed} ^ {DROPOUT_SEED})"
        case Activation(kind):
            return f'keras.layers.Activation("{kind}")'
        case MaxPool(size):
            return f"keras.layers.MaxPooling2D({size})"
        case BatchNorm():
            return "keras.layers.BatchNormalization(momentum=0.9)"
        case GlobalPool():
            return "keras.layers.GlobalAveragePooling2D()"
        case Flatten():
            return "keras.layers.Flatten()"
