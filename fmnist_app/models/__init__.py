"""The networks: names, architectures and what they cost; `models.build` makes them in Keras."""

from fmnist_app.models.layers import (
    Architecture,
    LayerRow,
    Weight,
    count_parameters,
    layer_table,
    weights_of,
)
from fmnist_app.models.registry import (
    MODELS,
    ArchitectureError,
    Choices,
    Network,
    UnknownModelError,
    architecture,
    network,
)

__all__ = [
    "MODELS",
    "Architecture",
    "ArchitectureError",
    "Choices",
    "LayerRow",
    "Network",
    "UnknownModelError",
    "Weight",
    "architecture",
    "count_parameters",
    "layer_table",
    "network",
    "weights_of",
]
