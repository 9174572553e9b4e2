"""The registry of networks: from the user's word to the architecture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fmnist_app.core.errors import LabError
from fmnist_app.models.layers import (
    Architecture,
    Conv,
    Dense,
    Flatten,
    GlobalPool,
    MaxPool,
    Residual,
    with_inputs,
)

CLASSES = 10
HIDDEN_UNITS = 64


class UnknownModelError(LabError):
    """A network was asked for by a name that the registry does not have."""


class ArchitectureError(LabError):
    """The choices leave a layer without any picture to work on."""


@dataclass(frozen=True)
class Choices:
    """What a visitor may change in a network: filters, kernel side and pooling side in pixels."""

    filters: int = 32
    kernel: int = 3
    pooling: int = 2


@dataclass(frozen=True)
class Network:
    """A named network and the way to draw it up from a visitor's choices."""

    name: str
    title: str
    summary: str
    design: Callable[[Choices], Architecture]


def _basic(choices: Choices) -> Architecture:
    return (
        Conv(choices.filters, choices.kernel),
        MaxPool(choices.pooling),
        Flatten(),
        Dense(CLASSES, "softmax"),
    )


def _standard(choices: Choices) -> Architecture:
    return (
        Conv(choices.filters, choices.kernel),
        MaxPool(choices.pooling),
        Conv(2 * choices.filters, choices.kernel),
        MaxPool(choices.pooling),
        Flatten(),
        Dense(HIDDEN_UNITS, "relu"),
        Dense(CLASSES, "softmax"),
    )


def _residual(choices: Choices) -> Architecture:
    return (
        Conv(choices.filters, choices.kernel),
        MaxPool(choices.pooling),
        Residual(choices.filters, choices.kernel),
        MaxPool(choices.pooling),
        Residual(2 * choices.filters, choices.kernel),
        GlobalPool(),
        Dense(CLASSES, "softmax"),
    )


MODELS: Mapping[str, Network] = MappingProxyType(
    {
        "basic": Network(
            "basic", "Basic", "One convolution, one pooling, then straight to ten answers.", _basic
        ),
        "standard": Network(
            "standard",
            "Standard",
            "Two convolutions, two poolings and a hidden layer before the ten answers.",
            _standard,
        ),
        "residual": Network(
            "residual",
            "Residual",
            "A convolution and two residual blocks with batch normalisation, then the mean of "
            "each map and the ten answers.",
            _residual,
        ),
    }
)


def network(name: str) -> Network:
    """The network called `name`; raises `UnknownModelError` naming those there are."""
    if name not in MODELS:
        raise UnknownModelError(f"There is no network “{name}”; choose from {', '.join(MODELS)}.")
    return MODELS[name]


def architecture(name: str, choices: Choices | None = None) -> Architecture:
    """The layers of the network `name`.

    Raises `ArchitectureError` if a convolution or pooling has nothing left to look at.
    """
    choices = choices or Choices()
    layers = network(name).design(choices)
    for layer, shape in with_inputs(layers):
        if min(layer.output(shape)) < 1:
            raise ArchitectureError(
                f"{network(name).title} has no pixels left at “{layer}” with a kernel of "
                f"{choices.kernel} and a pooling of {choices.pooling}; choose smaller ones."
            )
    return layers
