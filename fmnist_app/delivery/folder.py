"""Where deliveries lie: one file each, by a name that nobody can guess."""

from __future__ import annotations

from dataclasses import dataclass
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


class Deliveries:
    """The deliveries of one server."""

    def __init__(self, folder: Path, limits: DeliveryLimits) -> None:
        """Those in `folder`, which is made when there is a first one."""
        self.limits = limits
        self._files = KeyedFiles(folder, limits.deliveries, limits.delivery_days)

    def new(self) -> tuple[str, Delivery]:
        """An empty delivery, and the key by which it is found again.

        Raises `DeliveryError` where there are as many as may be.
        """
        full = DeliveryError(
            f"This server keeps {self.limits.deliveries} deliveries already, which is the most. "
            "Run the app on a machine of your own, or come back later."
        )
        key, path = self._files.new(full)
        return key, Delivery(path)

    def find(self, key: str) -> Delivery | None:
        """The delivery of this key; None if there is none."""
        path = self._files.find(key)
        return Delivery(path) if path else None

    def tidy(self) -> None:
        """Remove the deliveries that were not changed for so many days."""
        self._files.tidy()


def limits_from_environment() -> DeliveryLimits:
    """The limits, as the environment sets them; raises `LimitError` naming a wrong variable."""
    return limits_of(DeliveryLimits)
