"""What the networks of the frontier came to, a file for each seed, written by `frontier`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from fmnist_app.catalog.card import EpochRow
from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.experiments.frontier.recipes import Plan

SHIPPED = Path(__file__).parents[1] / "shipped" / "frontier"


class SeedResultError(LabError):
    """A file that holds no result of a network of the frontier."""


class SeedResult(BaseModel):
    """One network trained from one seed, its test pictures opened once, at the end.

    `parameters` are counted in the exported file; `seconds` are those of training alone, on
    `machine`; accuracies are shares, losses nats. `also_in_training` counts the test pictures that
    stand in the training pictures too, byte for byte, and `accuracy_without` leaves them out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: str
    seed: int
    settings: dict[str, Any]
    parameters: int
    epochs: int
    seconds: float
    machine: str
    val_accuracy: float
    test_accuracy: float
    test_loss: float
    also_in_training: int
    accuracy_without: float
    data_sha256: str
    made: str
    versions: dict[str, str]
    history: tuple[EpochRow, ...]


def path_of(name: str, seed: int, folder: Path = SHIPPED) -> Path:
    """Where the result of one seed lies."""
    return folder / f"{name}.seed-{seed}.json"


def write_result(result: SeedResult, folder: Path = SHIPPED) -> Path:
    """Write the result whole or not at all; raises `LabError` if the place cannot be written."""
    path = path_of(result.name, result.seed, folder)
    write_whole(result.model_dump_json(indent=1) + "\n", path)
    return path


def read_result(path: Path) -> SeedResult:
    """The result in `path`; raises `SeedResultError` if it is missing or broken."""
    try:
        return SeedResult.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SeedResultError(f"There is no result at {path.name}: {error.strerror}.") from error
    except ValidationError as error:
        raise SeedResultError(
            f"{path.name} holds no result; expected what the frontier command writes."
        ) from error


def results_of(plan: Plan, folder: Path = SHIPPED) -> tuple[SeedResult, ...]:
    """The results of the plan's seeds that are there, in order.

    One that was made with other settings is none of this plan's, and raises `SeedResultError`.
    """
    found = []
    for seed in plan.seeds:
        path = path_of(plan.name, seed, folder)
        if not path.exists():
            continue
        result = read_result(path)
        if result.settings != plan.settings(seed).as_dict():
            raise SeedResultError(
                f"{path.name} was made with other settings than those of {plan.name}."
            )
        found.append(result)
    return tuple(found)
