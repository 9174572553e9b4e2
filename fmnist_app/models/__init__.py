"""The networks: names, architectures and what they cost; `models.build` makes them in Keras."""

from fmnist_app.models.layers import Architecture, LayerRow, count_parameters, layer_table
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
    "architecture",
    "count_parameters",
    "layer_table",
    "network",
]
