"""The layers of networks as plain values: shapes, parameters and multiply-adds.

Knows nothing of Keras, so that a page can show a network before TensorFlow is loaded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import prod
from types import MappingProxyType

Shape = tuple[int, ...]
PICTURE: Shape = (28, 28, 1)
# By Keras's names. “linear” leaves values as they are; “softmax” makes the last ten probabilities.
ACTIVATIONS: Mapping[str, str] = MappingProxyType(
    {"relu": "ReLU", "gelu": "GELU", "tanh": "tanh", "silu": "SiLU", "linear": "linear"}
)


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
    """A 2-D convolution with stride 1; padded with zeros only to keep the same size.

    `activation` is one of `ACTIVATIONS`; `bias` adds a number to each map.
    """

    filters: int
    kernel: int
    same: bool = False
    activation: str = "relu"
    bias: bool = True

    def output(self, shape: Shape) -> Shape:
        """Shape of the feature maps made from `shape` (height, width, channels)."""
        height, width, _ = shape
        lost = 0 if self.same else self.kernel - 1
        return (height - lost, width - lost, self.filters)

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Kernel and bias, if it has one."""
        return _convolution(self.kernel, shape[2], self.filters, self.bias)

    def multiply_adds(self, shape: Shape) -> int:
        """Multiply-adds for one picture, biases left out."""
        return prod(self.output(shape)) * self.kernel**2 * shape[2]

    def __str__(self) -> str:
        words = f"Conv {self.filters}, {self.kernel}x{self.kernel}"
        return words if self.activation == "linear" else f"{words}, {_spoken(self.activation)}"


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
        return f"Dense {self.units}, {_spoken(self.activation)}"


@dataclass(frozen=True)
class Residual(_WithWeights):
    """Two convolutions of the same size, each batch-normalised, and what came in added to them.

    Where the number of maps differs, what came in goes through a 1x1 convolution first. `bias` is
    that of the convolutions; each normalisation has one of its own.
    """

    filters: int
    kernel: int
    activation: str = "relu"
    bias: bool = True

    def output(self, shape: Shape) -> Shape:
        """Shape of the feature maps made from `shape` (height, width, channels)."""
        return (*shape[:2], self.filters)

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Those of both convolutions, each with its normalisation, and of the projection."""
        parts = {
            "first": _convolution(self.kernel, shape[2], self.filters, self.bias),
            "first_norm": _normalisation(self.filters),
            "second": _convolution(self.kernel, self.filters, self.filters, self.bias),
            "second_norm": _normalisation(self.filters),
        }
        if self._is_projected(shape):
            parts["projection"] = _convolution(1, shape[2], self.filters, self.bias)
        return named_after(parts.items())

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
        words = f"Residual {self.filters}, two {self.kernel}x{self.kernel}, batch normalisation"
        return words if self.activation == "relu" else f"{words}, {_spoken(self.activation)}"


@dataclass(frozen=True)
class GlobalPool(_WithoutWeights):
    """The mean of each feature map."""

    def output(self, shape: Shape) -> Shape:
        """One value per channel of `shape`."""
        return (shape[2],)

    def __str__(self) -> str:
        return "Global average pooling"


@dataclass(frozen=True)
class BatchNorm(_WithWeights):
    """Each map brought to mean 0 and spread 1 over the batch, then scaled and shifted as learnt."""

    def output(self, shape: Shape) -> Shape:
        """The shape that comes in."""
        return shape

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Four numbers for each map, two of them statistics."""
        return _normalisation(shape[-1])

    def multiply_adds(self, shape: Shape) -> int:  # noqa: ARG002 - one signature for all layers
        """None counted: at rest it can be worked into the convolution before."""
        return 0

    def __str__(self) -> str:
        return "Batch normalisation"


@dataclass(frozen=True)
class Activation(_WithoutWeights):
    """An activation of its own, one of `ACTIVATIONS`."""

    kind: str

    def output(self, shape: Shape) -> Shape:
        """The shape that comes in."""
        return shape

    def __str__(self) -> str:
        return _spoken(self.kind)


@dataclass(frozen=True)
class Dropout(_WithoutWeights):
    """While training, a share `rate` of the values that come in set to 0, drawn for each batch."""

    rate: float

    def output(self, shape: Shape) -> Shape:
        """The shape that comes in."""
        return shape

    def __str__(self) -> str:
        return f"Dropout {self.rate:g}"


def _spoken(activation: str) -> str:
    return ACTIVATIONS.get(activation, activation)


def _convolution(kernel: int, channels: int, filters: int, bias: bool) -> tuple[Weight, ...]:
    weights = (Weight("kernel", (kernel, kernel, channels, filters)), Weight("bias", (filters,)))
    return weights if bias else weights[:1]


def _normalisation(channels: int) -> tuple[Weight, ...]:
    """A scale and a shift that are learnt, then mean and variance of what came by."""
    learnt, followed = ("gamma", "beta"), ("moving_mean", "moving_variance")
    return (
        *(Weight(name, (channels,)) for name in learnt),
        *(Weight(name, (channels,), trained=False) for name in followed),
    )


def named_after(parts: Iterable[tuple[object, tuple[Weight, ...]]]) -> tuple[Weight, ...]:
    """The arrays of all parts, each behind the name of its part."""
    return tuple(
        replace(weight, name=f"{part}.{weight.name}") for part, own in parts for weight in own
    )


Layer = Conv | BatchNorm | Activation | MaxPool | Dropout | Residual | GlobalPool | Flatten | Dense
Architecture = tuple[Layer, ...]
