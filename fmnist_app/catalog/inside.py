"""What was measured of the explanations of the shipped networks, and which may be offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.core.errors import LabError

FILE = FOLDER / "inside.json"
# What has to hold. The rank correlation is what Adebayo et al. (2018) call unrelated, see
# `inference.inside.faithfulness`; the others are this project's own.
MOST_EXACT, MOST_ACTIVATIONS = 1e-4, 1e-4  # relative
MOST_MEDIAN, MOST_P99 = 0.01, 0.05  # of completeness, relative
MOST_CORRELATION = 0.2


class ChecksError(LabError):
    """A file of checks that is missing, or is not what the command writes."""


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Measured(_Facts):
    """A mean over pictures and its 95 % interval."""

    mean: float
    low: float
    high: float


class MethodChecks(_Facts):
    """One method on one network.

    `completeness` has median and 99th percentile (relative), for integrated gradients;
    `forgetting` the mean rank correlation after the last 1, 2, ... layers forgot; `deletion` and
    `insertion` say how much better the areas are than another order's, above 0 is better.
    """

    completeness: tuple[float, float] | None
    forgetting: tuple[float, ...]
    deletion: Mapping[str, Measured]
    insertion: Mapping[str, Measured]

    @property
    def follows_weights(self) -> bool:
        """Whether the map is another one when weights are replaced."""
        return max(self.forgetting) <= MOST_CORRELATION

    @property
    def beats_other_orders(self) -> bool:
        """Whether the network heeds its pixels more than random and brightest ones, for sure."""
        return all(one.low > 0 for one in (*self.deletion.values(), *self.insertion.values()))

    @property
    def passed(self) -> bool:
        """Whether the method may be offered for this network."""
        return self.follows_weights and self.beats_other_orders


class NetworkChecks(_Facts):
    """One network: on how many test pictures, and by which seed, its checks were measured.

    `activations` and `exact_sum` are the largest relative errors.
    """

    pictures: int
    seed: int
    activations: float
    exact_sum: float | None
    methods: Mapping[str, MethodChecks]

    def shortfalls(self) -> Iterator[str]:
        """What does not hold, each in a few words."""
        if self.activations > MOST_ACTIVATIONS:
            yield f"values differ from Keras's by {self.activations:.1g}"
        if self.exact_sum is not None and self.exact_sum > MOST_EXACT:
            yield f"the exact map misses the score by {self.exact_sum:.1g}"
        for name, one in self.methods.items():
            yield from (f"{name}: {words}" for words in _shortfalls(one))


class InsideChecks(_Facts):
    """All networks, by name, and the date of the measurement."""

    made: str
    networks: Mapping[str, NetworkChecks]


def read_checks(path: Path = FILE) -> InsideChecks:
    """What the command `inside --check` wrote; raises `ChecksError`."""
    try:
        return InsideChecks.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ChecksError(
            f"{path.name} is missing or broken; `python -m fmnist_app inside --check` writes it."
        ) from error


@cache
def checks_of(name: str) -> NetworkChecks | None:
    """The checks of the shipped network `name`; None where it was not measured."""
    return read_checks().networks.get(name)


def checks_for(package: NetworkPackage) -> NetworkChecks | None:
    """The checks of a network: its own, or for one of a run those of its shipped kind."""
    return checks_of(package.id if package.origin == "shipped" else package.card.name)


def _shortfalls(one: MethodChecks) -> Iterator[str]:
    if one.completeness and (one.completeness[0] > MOST_MEDIAN or one.completeness[1] > MOST_P99):
        median, last = (100 * each for each in one.completeness)
        yield f"its sum is off by {median:.1f} % (median), {last:.1f} % (99th percentile)"
    if not one.follows_weights:
        yield f"rank correlation {max(one.forgetting):.2f} with replaced weights"
    if not one.beats_other_orders:
        yield "not shown to be better than another order of pixels"
