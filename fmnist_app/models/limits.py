"""How large a network of a visitor's own may be; each limit is an environment variable."""

from dataclasses import dataclass

from fmnist_app.core.limits import limits_of


@dataclass(frozen=True)
class NetworkLimits:
    """The limits of a network of a visitor's own, and of the batch that any trains on.

    `own_layers` (FMNIST_OWN_LAYERS), `own_parameters` (FMNIST_OWN_PARAMETERS), and for one picture
    `own_multiply_adds` (FMNIST_OWN_MULTIPLY_ADDS), which take time, and `own_values` that come out
    of its layers (FMNIST_OWN_VALUES), which take memory: 4 bytes each for every picture of a batch,
    of which no network may make more than `batch_values` (FMNIST_BATCH_VALUES).
    """

    own_layers: int = 30
    own_parameters: int = 500_000
    own_multiply_adds: int = 30_000_000
    own_values: int = 250_000
    batch_values: int = 43_000_000


def network_limits() -> NetworkLimits:
    """The limits, as the environment sets them; raises `LimitError` naming a wrong variable."""
    return limits_of(NetworkLimits)
