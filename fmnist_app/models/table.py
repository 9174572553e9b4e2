"""A network layer by layer: what comes in, what goes out, what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from fmnist_app.models.layers import (
    PICTURE,
    Architecture,
    Dropout,
    Layer,
    Shape,
    Weight,
    named_after,
)

# Dropout draws by the seed of the layer after it, and has to draw other numbers than that layer.
DROPOUT_SEED = 0x5EED


@dataclass(frozen=True)
class LayerRow:
    """One line of a layer table: what the layer is, what it makes, what it costs."""

    layer: str
    output: Shape
    parameters: int
    multiply_adds: int


def with_inputs(architecture: Architecture) -> Iterator[tuple[Layer, Shape]]:
    """Each layer with the shape of what comes into it, from a 28x28 picture on."""
    shape = PICTURE
    for layer in architecture:
        yield layer, shape
        shape = layer.output(shape)


def seed_places(architecture: Architecture) -> list[int]:
    """For each layer, which of the network's seeds is its own.

    Dropout learns nothing and shares that of the layer after it: all others begin with the same
    weights whether there is dropout or not.
    """
    counted = [int(not isinstance(layer, Dropout)) for layer in architecture]
    return [0, *accumulate(counted)][: len(counted)]


def weights_of(architecture: Architecture) -> tuple[Weight, ...]:
    """All arrays of the network in Keras's order, each behind the number of its layer, from 0."""
    return named_after(
        (place, layer.weights(shape))
        for place, (layer, shape) in enumerate(with_inputs(architecture))
    )


def layer_table(architecture: Architecture) -> list[LayerRow]:
    """One row per layer, from a 28x28 picture to ten probabilities."""
    return list(_rows(architecture))


def count_parameters(architecture: Architecture) -> int:
    """Number of weights and biases of the whole network, as Keras counts them."""
    return sum(row.parameters for row in _rows(architecture))


def count_multiply_adds(architecture: Architecture) -> int:
    """Multiply-adds of the whole network for one picture."""
    return sum(row.multiply_adds for row in _rows(architecture))


def row_of(layer: Layer, shape: Shape) -> LayerRow:
    """The line of a layer into which `shape` comes."""
    costs = layer.parameters(shape), layer.multiply_adds(shape)
    return LayerRow(str(layer), layer.output(shape), *costs)


def _rows(architecture: Architecture) -> Iterator[LayerRow]:
    return (row_of(layer, shape) for layer, shape in with_inputs(architecture))
