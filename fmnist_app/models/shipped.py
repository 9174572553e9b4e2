"""The layers of the shipped networks, as plain values for showing what they cost."""

from collections.abc import Mapping
from types import MappingProxyType

from fmnist_app.models.frontier import FRONTIER
from fmnist_app.models.layers import (
    Architecture,
    Conv,
    Dense,
    Flatten,
    MaxPool,
)
from fmnist_app.models.own import CLASSES
from fmnist_app.models.registry import MODELS, Choices
from fmnist_app.models.table import LayerRow, layer_table

_WIDE: Architecture = (
    Conv(32, 3, same=True),
    MaxPool(2),
    Conv(64, 3, same=True),
    MaxPool(2),
    Conv(96, 3, same=True),
    Conv(128, 3, same=True),
    MaxPool(2),
    Flatten(),
    Dense(128, "relu"),
    Dense(CLASSES, "softmax"),
)
# By name, those that also say whether a picture shows clothing at all.
_WITH_CLOTHING: Mapping[str, Architecture] = MappingProxyType(
    {"standard-robust": MODELS["standard"].design(Choices()), "wide": _WIDE, "wide-photos": _WIDE}
)


def shipped_architecture(name: str) -> Architecture:
    """The layers of the shipped network `name` up to its ten classes; none for an unknown name."""
    if name in MODELS:
        return MODELS[name].design(Choices())
    return FRONTIER.get(name) or _WITH_CLOTHING.get(name, ())


def shipped_layers(name: str) -> tuple[LayerRow, ...]:
    """One row per layer of the shipped network `name`; none for a name that is not known."""
    rows = layer_table(shipped_architecture(name))
    if name not in _WITH_CLOTHING:
        return tuple(rows)
    # The second output reads the same features as the ten classes do.
    features = rows[-2].output[0]
    return (*rows, LayerRow("Dense 1, is it clothing?", (1,), features + 1, features))
