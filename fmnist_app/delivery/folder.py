"""Where deliveries lie: one file each, by a name that nobody can guess."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fmnist_app.core.keyed_files import KeyedFiles
from fmnist_app.core.limits import limits_of
from fmnist_app.delivery.store import Delivery, DeliveryError


@dataclass(frozen=True)
class DeliveryLimits:
    """How many deliveries one server keeps, and how long.

    `deliveries`: so many (FMNIST_DELIVERIES), some 30 kB for each picture. `delivery_days`: days
    for which one is kept that nobody changes (FMNIST_DELIVERY_DAYS). `delivery_megabytes`: of
    files that wait to be read, of all visitors (FMNIST_DELIVERY_MEGABYTES); they are in memory.
    """

    deliveries: int = 50
    delivery_days: int = 14
    delivery_megabytes: int = 150


class Deliveries(KeyedFiles[Delivery]):
    """The deliveries of one server."""

    def __init__(self, folder: Path, limits: DeliveryLimits) -> None:
        """Those in `folder`, which is made when there is a first one."""
        self.limits = limits
        full = partial(
            DeliveryError,
            f"This server keeps {limits.deliveries} deliveries already, which is the most. "
            "Run the app on a machine of your own, or come back later.",
        )
        super().__init__(folder, limits.deliveries, limits.delivery_days, Delivery, full)


def limits_from_environment() -> DeliveryLimits:
    """The limits, as the environment sets them; raises `LimitError` naming a wrong variable."""
    return limits_of(DeliveryLimits)
