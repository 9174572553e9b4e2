"""The networks of the accuracy frontier: the best layers known here for so many parameters.

They spend their parameters on 3x3 convolutions in residual blocks (He et al., 2015), each with
batch normalisation, and on no wide dense layer: the mean of each map goes straight to the answers.
"""

from collections.abc import Mapping
from types import MappingProxyType

from fmnist_app.models.layers import (
    Architecture,
    Dense,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
)
from fmnist_app.models.own import CLASSES
from fmnist_app.models.registry import Choices, normalised


def _resnet(stem: int, *rest: int | None) -> Architecture:
    """A convolution of `stem` filters, then a residual block for a number, a pooling for None."""
    later: tuple[Layer, ...] = tuple(
        MaxPool(2) if filters is None else Residual(filters, 3, bias=False) for filters in rest
    )
    return (
        *normalised(stem, Choices()),
        *later,
        GlobalPool(),
        Dense(CLASSES, "softmax"),
    )


# By name; the number in it is the most parameters that it may have, in thousands.
FRONTIER: Mapping[str, Architecture] = MappingProxyType(
    {
        "resnet-54k": _resnet(14, None, 24, 32, None, 40),
        "resnet-122k": _resnet(20, None, 32, 32, None, 48, 48),
        "resnet-500k": _resnet(18, None, 48, 48, None, 96, 96),
    }
)
