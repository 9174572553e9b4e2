"""The networks as plain values: layers, shapes, parameters and multiply-adds.

Knows nothing of Keras, so that a page can show a network before TensorFlow is loaded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import prod

Shape = tuple[int, ...]
PICTURE: Shape = (28, 28, 1)


@dataclass(frozen=True)
class Weight:
    """An array that a layer has: Keras's name for it, behind that of a part of a block, its shape.

    One that is not `trained` holds statistics of the pictures that came by.
    """

    name: str
    shape: Shape
    trained: bool = True


class _WithWeights:
    """A layer that has arrays of numbers."""

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Its arrays for what comes in with `shape`, in the order in which Keras lists them."""
        raise NotImplementedError

    def parameters(self, shape: Shape) -> int:
        """How many numbers its arrays hold, for what comes in with `shape`."""
        return sum(prod(weight.shape) for weight in self.weights(shape))


class _WithoutWeights(_WithWeights):
    """A layer that learns nothing: it compares, adds up or moves values, and multiplies none."""

    def weights(self, shape: Shape) -> tuple[Weight, ...]:  # noqa: ARG002 - one signature for all
        """Nothing to learn."""
        return ()

    def multiply_adds(self, shape: Shape) -> int:  # noqa: ARG002 - one signature for all layers
        """Nothing to multiply."""
        return 0


@dataclass(frozen=True)
class Conv(_WithWeights):
    """A 2-D convolution with ReLU and stride 1; padded with zeros only to keep the same size."""

    filters: int
    kernel: int
    same: bool = False

    def output(self, shape: Shape) -> Shape:
        """Shape of the feature maps made from `shape` (height, width, channels)."""
        height, width, _ = shape
        lost = 0 if self.same else self.kernel - 1
        return (height - lost, width - lost, self.filters)

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Kernel and bias."""
        return _convolution(self.kernel, shape[2], self.filters)

    def multiply_adds(self, shape: Shape) -> int:
        """Multiply-adds for one picture, biases left out."""
        return prod(self.output(shape)) * self.kernel**2 * shape[2]

    def __str__(self) -> str:
        return f"Conv {self.filters}, {self.kernel}x{self.kernel}, ReLU"


@dataclass(frozen=True)
class MaxPool(_WithoutWeights):
    """Max pooling over windows that do not overlap."""

    size: int

    def output(self, shape: Shape) -> Shape:
        """Shape after pooling; rows and columns that fill no window are dropped."""
        height, width, channels = shape
        return (height // self.size, width // self.size, channels)

    def __str__(self) -> str:
        return f"MaxPool {self.size}x{self.size}"


@dataclass(frozen=True)
class Flatten(_WithoutWeights):
    """All feature maps laid out in one row."""

    def output(self, shape: Shape) -> Shape:
        """One row with every value of `shape`."""
        return (prod(shape),)

    def __str__(self) -> str:
        return "Flatten"


@dataclass(frozen=True)
class Dense(_WithWeights):
    """A fully connected layer."""

    units: int
    activation: str

    def output(self, shape: Shape) -> Shape:  # noqa: ARG002 - one signature for all layers
        """One value per unit."""
        return (self.units,)

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Kernel and bias."""
        return Weight("kernel", (shape[0], self.units)), Weight("bias", (self.units,))

    def multiply_adds(self, shape: Shape) -> int:
        """Multiply-adds for one picture, biases left out."""
        return shape[0] * self.units

    def __str__(self) -> str:
        return f"Dense {self.units}, {'ReLU' if self.activation == 'relu' else self.activation}"


@dataclass(frozen=True)
class Residual(_WithWeights):
    """Two convolutions of the same size, each batch-normalised, and what came in added to them.

    Where the number of maps differs, what came in goes through a 1x1 convolution first.
    """

    filters: int
    kernel: int

    def output(self, shape: Shape) -> Shape:
        """Shape of the feature maps made from `shape` (height, width, channels)."""
        return (*shape[:2], self.filters)

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Those of both convolutions, each with its normalisation, and of the projection."""
        parts = {
            "first": _convolution(self.kernel, shape[2], self.filters),
            "first_norm": _normalisation(self.filters),
            "second": _convolution(self.kernel, self.filters, self.filters),
            "second_norm": _normalisation(self.filters),
        }
        if self._is_projected(shape):
            parts["projection"] = _convolution(1, shape[2], self.filters)
        return _joined(parts.items())

    def multiply_adds(self, shape: Shape) -> int:
        """Multiply-adds for one picture, biases and normalisation left out."""
        return prod(shape[:2]) * self._products(shape)

    def _products(self, shape: Shape) -> int:
        """Weights of the convolutions, each of which every pixel is multiplied with."""
        area, channels = self.kernel**2, shape[2]
        projection = channels if self._is_projected(shape) else 0
        return self.filters * (area * (channels + self.filters) + projection)

    def _is_projected(self, shape: Shape) -> bool:
        return shape[2] != self.filters

    def __str__(self) -> str:
        return f"Residual {self.filters}, two {self.kernel}x{self.kernel}, batch normalisation"


@dataclass(frozen=True)
class GlobalPool(_WithoutWeights):
    """The mean of each feature map."""

    def output(self, shape: Shape) -> Shape:
        """One value per channel of `shape`."""
        return (shape[2],)

    def __str__(self) -> str:
        return "Global average pooling"


def _convolution(kernel: int, channels: int, filters: int) -> tuple[Weight, ...]:
    return Weight("kernel", (kernel, kernel, channels, filters)), Weight("bias", (filters,))


def _normalisation(channels: int) -> tuple[Weight, ...]:
    """A scale and a shift that are learnt, then mean and variance of what came by."""
    learnt, followed = ("gamma", "beta"), ("moving_mean", "moving_variance")
    return (
        *(Weight(name, (channels,)) for name in learnt),
        *(Weight(name, (channels,), trained=False) for name in followed),
    )


def _joined(parts: Iterable[tuple[object, tuple[Weight, ...]]]) -> tuple[Weight, ...]:
    """The arrays of all parts, each behind the name of its part."""
    return tuple(
        replace(weight, name=f"{part}.{weight.name}") for part, own in parts for weight in own
    )


Layer = Conv | MaxPool | Residual | GlobalPool | Flatten | Dense
Architecture = tuple[Layer, ...]


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


def weights_of(architecture: Architecture) -> tuple[Weight, ...]:
    """All arrays of the network in Keras's order, each behind the number of its layer, from 0."""
    return _joined(
        (place, layer.weights(shape))
        for place, (layer, shape) in enumerate(with_inputs(architecture))
    )


def layer_table(architecture: Architecture) -> list[LayerRow]:
    """One row per layer, from a 28x28 picture to ten probabilities."""
    return list(_rows(architecture))


def count_parameters(architecture: Architecture) -> int:
    """Number of weights and biases of the whole network, as Keras counts them."""
    return sum(row.parameters for row in _rows(architecture))


def _rows(architecture: Architecture) -> Iterator[LayerRow]:
    for layer, shape in with_inputs(architecture):
        costs = layer.parameters(shape), layer.multiply_adds(shape)
        yield LayerRow(str(layer), layer.output(shape), *costs)
