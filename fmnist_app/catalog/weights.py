"""The weights of a network of the catalog, ready to be looked into, without Keras."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from fmnist_app.catalog.package import NetworkPackage, Origin
from fmnist_app.core.errors import LabError
from fmnist_app.inference.inside.network import ArrayNetwork, by_layer
from fmnist_app.inference.inside.steps import Array
from fmnist_app.models import Architecture, architecture
from fmnist_app.models.layers import BatchNorm, Conv, Dense, Layer, Residual, Shape
from fmnist_app.models.shipped import shipped_architecture
from fmnist_app.models.table import with_inputs
from fmnist_app.training.saved import SavedNetworkError, read_saved
from fmnist_app.training.settings import settings_from

INSIDE_KERAS = "model.weights.h5"
# Keras's words for the layers of a file, each kind counted on its own.
KERAS_NAMES = {
    Conv: "conv2d",
    Dense: "dense",
    BatchNorm: "batch_normalization",
    Residual: "functional",
}
# The same for the parts of a residual block, which are counted within it.
PARTS = {
    "first": "conv2d",
    "second": "conv2d_1",
    "projection": "conv2d_2",
    "first_norm": "batch_normalization",
    "second_norm": "batch_normalization_1",
}


class NoWeightsError(LabError):
    """A network whose weights are not at hand, with the reason in a sentence."""


def architecture_of(package: NetworkPackage) -> Architecture:
    """The layers from picture to ten classes; of a shipped network without "is it clothing?"."""
    return architecture_named(*named(package))


def named(package: NetworkPackage) -> tuple[Origin, str, dict[str, Any]]:
    """What says which layers a network has: where it is from, its name there, its settings."""
    if package.origin == "shipped":
        return "shipped", package.id, {}
    return "run", package.card.name, dict(package.card.training.settings)


def architecture_named(origin: Origin, name: str, settings: dict[str, Any]) -> Architecture:
    """The layers of the network that `named` tells of."""
    if origin == "shipped":
        return shipped_architecture(name)
    return architecture(name, settings_from(settings).choices)


def read_weights(package: NetworkPackage) -> ArrayNetwork:
    """The network as layers and arrays; raises `NoWeightsError` where they are not there.

    A shipped network's are in its Keras file; those of a run in the checkpoint, plain arrays that
    are held against the run's settings. No file that a visitor brought is opened by Keras.
    """
    layers = architecture_of(package)
    if package.origin == "shipped":
        return _of_keras_file(package.files.keras, layers)
    try:
        data = package.files.checkpoint.read_bytes()
    except OSError as error:
        raise NoWeightsError(_why_none(package)) from error
    try:
        saved = read_saved(data, layers)
    except SavedNetworkError as error:
        raise NoWeightsError(f"{package.title} cannot be looked into. {error}") from error
    return ArrayNetwork(layers, by_layer(layers, iter(saved.weights)))


def _why_none(package: NetworkPackage) -> str:
    if not package.card.history:
        return f"{package.title} has no epoch behind it yet; after the first it can be looked into."
    return (
        f"{package.title} has no weights on this server: they were not saved, or it came back from "
        "a file without its networks. Train it again to look into it."
    )


def _of_keras_file(path: Path, layers: Architecture) -> ArrayNetwork:
    return ArrayNetwork(layers, by_layer(layers, _arrays(path, layers)))


def _arrays(path: Path, layers: Architecture) -> Iterator[Array]:
    """The arrays of a Keras file that belong to these layers, in their order."""
    import h5py  # noqa: PLC0415 - for those who look inside

    seen: Counter[str] = Counter()
    with zipfile.ZipFile(path) as whole, h5py.File(io.BytesIO(whole.read(INSIDE_KERAS))) as file:
        for layer, shape in with_inputs(layers):
            if not layer.weights(shape):
                continue
            kind = KERAS_NAMES[type(layer)]
            name = f"{kind}_{seen[kind]}" if seen[kind] else kind
            seen[kind] += 1
            for place in _places(layer, shape):
                yield np.asarray(file[f"layers/{name}/{place}"], np.float32)


def _places(layer: Layer, shape: Shape) -> Iterator[str]:
    """Where each array of a layer lies below the layer's name, in Keras's order."""
    counted: Counter[str] = Counter()
    for weight in layer.weights(shape):
        part = weight.name.rpartition(".")[0]
        within = f"layers/{PARTS[part]}/" if part else ""
        yield f"{within}vars/{counted[part]}"
        counted[part] += 1
