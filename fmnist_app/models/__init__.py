"""The networks: names, architectures and what they cost; `models.build` makes them in Keras."""

from fmnist_app.models.errors import ArchitectureError, UnknownModelError
from fmnist_app.models.layers import Architecture, Weight
from fmnist_app.models.registry import (
    MODELS,
    OWN,
    Choices,
    Network,
    architecture,
    network,
)
from fmnist_app.models.table import (
    LayerRow,
    count_multiply_adds,
    count_parameters,
    layer_table,
    weights_of,
)

__all__ = [
    "MODELS",
    "OWN",
    "Architecture",
    "ArchitectureError",
    "Choices",
    "LayerRow",
    "Network",
    "UnknownModelError",
    "Weight",
    "architecture",
    "count_multiply_adds",
    "count_parameters",
    "layer_table",
    "network",
    "weights_of",
]
