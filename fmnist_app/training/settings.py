"""The settings of one run: one frozen value for the form, the command line and the saved run."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from fmnist_app.core.errors import LabError
from fmnist_app.models import Choices, architecture

Protocol = Literal["holdout", "report"]
HOLDOUT_PICTURES = 54_000
ALL_PICTURES = 60_000


class SettingsError(LabError):
    """A setting is outside what the app can train with."""


@dataclass(frozen=True)
class Range:
    """The numbers a setting may take, both ends included."""

    low: float
    high: float
    kind: type[int] | type[float] = int

    def check(self, name: str, value: Any) -> None:
        """Raise `SettingsError` unless `value` is a number of the right kind within the range."""
        # A whole number may be too large to be made a float, as asking whether it is finite does.
        number = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
        whole = number and value == int(value)
        if isinstance(value, bool) or not number or (self.kind is int and not whole):
            kind = "a whole number" if self.kind is int else "a number"
            raise SettingsError(f"{_spoken(name)} is {value!r}; expected {kind}.")
        if not self.low <= value <= self.high:
            raise SettingsError(
                f"{_spoken(name)} is {value:,}; expected {self.low:,} to {self.high:,}."
            )


RANGES: Mapping[str, Range] = {
    "epochs": Range(1, 50),
    "batch_size": Range(8, 512),
    "learning_rate": Range(0.00001, 1000.0, float),
    "seed": Range(0, 2**31 - 1),
    "pictures": Range(500, ALL_PICTURES),
    "filters": Range(4, 64),
    "kernel": Range(2, 7),
    "pooling": Range(2, 4),
}


@dataclass(frozen=True)
class TrainingSettings:
    """Everything that decides a run; equal settings give the same curves on the same machine.

    `pictures` counts training pictures; `protocol` is "holdout" (validate on 6,000 pictures kept
    out of training, test once at the end) or "report" (validate on the test pictures).
    Raises `SettingsError`, `UnknownModel` or `ImpossibleArchitecture` for what cannot be trained.
    """

    models: tuple[str, ...] = ("basic", "standard")
    epochs: int = 8
    batch_size: int = 32
    learning_rate: float = 0.001
    seed: int = 0
    pictures: int = HOLDOUT_PICTURES
    protocol: Protocol = "holdout"
    filters: int = 32
    kernel: int = 3
    pooling: int = 2

    def __post_init__(self) -> None:
        """Refuse what cannot be trained, naming the setting."""
        if not self.models or len(set(self.models)) != len(self.models):
            raise SettingsError("Choose at least one network, each once.")
        if self.protocol not in get_args(Protocol):
            raise SettingsError(f"Protocol is {self.protocol!r}; expected “holdout” or “report”.")
        for name, limits in RANGES.items():
            limits.check(name, getattr(self, name))
        if self.protocol == "holdout" and self.pictures > HOLDOUT_PICTURES:
            raise SettingsError(
                f"Pictures is {self.pictures:,}; a hold-out keeps 6,000 for validation, "
                f"so at most {HOLDOUT_PICTURES:,} can train."
            )
        for model in self.models:
            architecture(model, self.choices)

    @property
    def choices(self) -> Choices:
        """The part that shapes the networks."""
        return Choices(self.filters, self.kernel, self.pooling)

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one epoch; the last may be smaller."""
        return math.ceil(self.pictures / self.batch_size)

    def as_dict(self) -> dict[str, Any]:
        """A plain dict for JSON."""
        return {**asdict(self), "models": list(self.models)}


def settings_from(values: Mapping[str, Any]) -> TrainingSettings:
    """Settings read back from a plain dict; raises `SettingsError` for unknown names or kinds."""
    known = {field.name for field in fields(TrainingSettings)}
    if unknown := sorted(set(values) - known):
        raise SettingsError(f"Unknown setting “{unknown[0]}”; expected {', '.join(sorted(known))}.")
    read: dict[str, Callable[[Any], Any]] = {"models": tuple}
    try:
        return TrainingSettings(**{k: read.get(k, lambda v: v)(v) for k, v in values.items()})
    except TypeError as error:
        raise SettingsError("The settings hold a value of the wrong kind.") from error


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()
