"""What the frontier's shipped networks cost in use, as `frontier --measure` wrote it."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.experiments.frontier.results import SHIPPED

FILE = SHIPPED / "measured.json"


class MeasuredError(LabError):
    """A file that does not hold what was measured of the frontier's networks."""


class Cost(BaseModel):
    """One LiteRT file: its size in bytes, and how quick it is on one core.

    `milliseconds` is the median for one picture by itself, `seconds` the time for 10,000 in
    batches; `accuracy` the share of test pictures right.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    bytes: int
    milliseconds: float
    seconds: float
    accuracy: float


class Measured(BaseModel):
    """A network as floats and in 8-bit whole numbers, on the same `pictures` test pictures.

    `lost` pictures only the first names right, `won` only the second; `calibrated_on` training
    pictures gave the ranges of its values.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: str
    floats: Cost
    int8: Cost
    pictures: int
    lost: int
    won: int
    calibrated_on: int
    machine: str
    made: str


_MANY = TypeAdapter(tuple[Measured, ...])


def read_measured(path: Path = FILE) -> tuple[Measured, ...]:
    """What was measured, nothing if there is no file; raises `MeasuredError` for a broken one."""
    try:
        return _MANY.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as error:
        raise MeasuredError(
            f"{path.name} cannot be read; expected what “frontier --measure” writes."
        ) from error


def write_measured(rows: tuple[Measured, ...], path: Path = FILE) -> None:
    """Write them whole or not at all; raises `LabError` if the place cannot be written."""
    write_whole(_MANY.dump_json(rows, indent=1).decode() + "\n", path)
