"""The registry of networks: from the user's word to the architecture."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fmnist_app.models.errors import ArchitectureError, UnknownModelError
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
)
from fmnist_app.models.own import CLASSES, parse
from fmnist_app.models.table import with_inputs

HIDDEN_UNITS = 64
OWN = "own"  # the network of a visitor's own, whose layers stand in the choices


@dataclass(frozen=True)
class Choices:
    """What a visitor may change in a network: filters, kernel side and pooling side in pixels.

    `activation` is one of `ACTIVATIONS`; `dropout` the share of values switched off before each
    fully connected layer; `own` the layers of the network `OWN`, as text.
    """

    filters: int = 32
    kernel: int = 3
    pooling: int = 2
    activation: str = "relu"
    dropout: float = 0.0
    own: str = ""


@dataclass(frozen=True)
class Network:
    """A named network and the way to draw it up from a visitor's choices."""

    name: str
    title: str
    summary: str
    design: Callable[[Choices], Architecture]


def _basic(choices: Choices) -> Architecture:
    return (
        Conv(choices.filters, choices.kernel, activation=choices.activation),
        MaxPool(choices.pooling),
        Flatten(),
        Dense(CLASSES, "softmax"),
    )


def _standard(choices: Choices) -> Architecture:
    return (
        Conv(choices.filters, choices.kernel, activation=choices.activation),
        MaxPool(choices.pooling),
        Conv(2 * choices.filters, choices.kernel, activation=choices.activation),
        MaxPool(choices.pooling),
        Flatten(),
        Dense(HIDDEN_UNITS, choices.activation),
        Dense(CLASSES, "softmax"),
    )


def _residual(choices: Choices) -> Architecture:
    return (
        Conv(choices.filters, choices.kernel, activation=choices.activation),
        MaxPool(choices.pooling),
        Residual(choices.filters, choices.kernel, choices.activation),
        MaxPool(choices.pooling),
        Residual(2 * choices.filters, choices.kernel, choices.activation),
        GlobalPool(),
        Dense(CLASSES, "softmax"),
    )


def _deep(choices: Choices) -> Architecture:
    """24 | 32 x 3 | 56 x 3 maps for 32 filters, "|" a pooling."""
    first, middle, last = (share * choices.filters // 4 for share in (3, 4, 7))
    return (
        *normalised(first, choices),
        MaxPool(choices.pooling),
        *normalised(middle, choices),
        Residual(middle, choices.kernel, choices.activation, bias=False),
        MaxPool(choices.pooling),
        *normalised(last, choices),
        Residual(last, choices.kernel, choices.activation, bias=False),
        GlobalPool(),
        Dense(CLASSES, "softmax"),
    )


def normalised(filters: int, choices: Choices) -> Architecture:
    """A convolution, its batch normalisation, whose bias serves both, and its activation."""
    return (
        Conv(filters, choices.kernel, same=True, activation="linear", bias=False),
        BatchNorm(),
        Activation(choices.activation),
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
        "deep": Network(
            "deep",
            "Deep",
            "Seven convolutions with batch normalisation, four of them in residual blocks, then "
            "the mean of each map and the ten answers.",
            _deep,
        ),
    }
)

YOURS = Network(
    OWN,
    "Your own",
    "The layers that you put together yourself.",
    lambda choices: parse(choices.own, choices.activation),
)


def network(name: str) -> Network:
    """The network called `name`; raises `UnknownModelError` naming those there are."""
    if name == OWN:
        return YOURS
    if name not in MODELS:
        raise UnknownModelError(f"There is no network “{name}”; choose from {', '.join(MODELS)}.")
    return MODELS[name]


def architecture(name: str, choices: Choices | None = None) -> Architecture:
    """The layers of the network `name`.

    Raises `ArchitectureError` if a convolution or pooling has nothing left to look at.
    """
    choices = choices or Choices()
    layers = tuple(_with_dropout(network(name).design(choices), choices.dropout))
    for layer, shape in with_inputs(layers):
        if min(layer.output(shape)) < 1:
            raise ArchitectureError(
                f"{network(name).title} has no pixels left at “{layer}” with a kernel of "
                f"{choices.kernel} and a pooling of {choices.pooling}; choose smaller ones."
            )
    return layers


def _with_dropout(layers: Architecture, rate: float) -> Iterator[Layer]:
    """The layers with dropout before each that is fully connected, where it has none yet."""
    before: Layer | None = None
    for layer in layers:
        if rate and isinstance(layer, Dense) and not isinstance(before, Dropout):
            yield Dropout(rate)
        yield layer
        before = layer
