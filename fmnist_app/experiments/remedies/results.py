"""What trainings with a remedy came to: a file for each, written by `remedies`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.experiments.remedies.plans import Remedy

SHIPPED = Path(__file__).parents[1] / "shipped" / "remedies"
FORM = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class RemedyResultsError(LabError):
    """A file that holds no results of a remedy, or those of another training."""


class RemedyRun(BaseModel):
    """One network trained from one seed; its test pictures were opened once, at the end.

    Accuracies, of the network that was kept, are shares: on pictures it has seen, as they are and
    without dropout, on the validation pictures, and on the test pictures. `epochs` were trained,
    in `seconds`; `kept_epoch` is the one whose weights were kept.
    """

    model_config = FORM

    model: str
    seed: int
    epochs: int
    kept_epoch: int
    seen_accuracy: float
    val_accuracy: float
    test_accuracy: float
    seconds: float


class RemedyResults(BaseModel):
    """All runs of one remedy, on `machine`, with their settings but for the seed."""

    model_config = FORM

    name: str
    settings: dict[str, Any]
    data_sha256: str
    versions: dict[str, str]
    machine: str
    made: str
    runs: tuple[RemedyRun, ...] = ()

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds that were trained, in order."""
        return tuple(sorted({one.seed for one in self.runs}))


def path_of(remedy: Remedy, folder: Path = SHIPPED) -> Path:
    """Where the results of a remedy lie."""
    return folder / f"{remedy.name}.json"


def write_results(results: RemedyResults, remedy: Remedy, folder: Path = SHIPPED) -> None:
    """Write them whole or not at all; raises `LabError` if the place cannot be written."""
    write_whole(results.model_dump_json(indent=1) + "\n", path_of(remedy, folder))


def read_results(remedy: Remedy, folder: Path = SHIPPED) -> RemedyResults | None:
    """The results of a remedy, None where there are none yet.

    Raises `RemedyResultsError` if the file is broken, or was made with other settings.
    """
    path = path_of(remedy, folder)
    if not path.exists():
        return None
    try:
        found = RemedyResults.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RemedyResultsError(
            f"{path.name} holds no results; expected what the remedies command writes."
        ) from error
    if found.settings != remedy.settings.as_dict():
        raise RemedyResultsError(f"{path.name} was made with other settings than {remedy.name}.")
    return found
