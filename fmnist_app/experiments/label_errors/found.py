"""What was found in the labels of Fashion-MNIST, as `label-errors` wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, ValidationError

from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.evaluation.label_errors import Suspect, confidence, suspects

FILE = Path(__file__).parents[1] / "shipped" / "label_errors.json"
LISTED = 600  # of 60,000, one in a hundred
DIGITS = 4


class LabelErrorsError(LabError):
    """A file that does not hold what `label-errors` writes."""


class Found(BaseModel):
    """The training pictures whose label looks wrong, and how they were found.

    `disagree` counts all whose likeliest class is another than their label, `listed` holds the
    gravest of them. Of `planted` labels that had been made wrong before anything learnt,
    `brought_to_light` would stand among those listed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    network: str
    settings: dict[str, Any]
    folds: int
    pictures: int
    accuracy: float
    disagree: int
    planted: int
    brought_to_light: int
    listed: tuple[Suspect, ...]
    data_sha256: str
    machine: str
    made: str
    versions: dict[str, str]

    @property
    def by_chance(self) -> float:
        """How many of those planted a list of this length would hold, were it drawn by lot."""
        return self.planted * len(self.listed) / self.pictures


def gravest(
    probabilities: npt.NDArray[np.float32],
    labels: npt.NDArray[np.uint8],
    planted: npt.NDArray[np.intp],
) -> tuple[list[Suspect], int]:
    """All suspects whose label nobody planted, and how many planted ones are among the gravest.

    That is as grave as the first `LISTED` of the others. `labels` (n,) hold the planted ones;
    `planted` are their numbers.
    """
    ours = set(planted.tolist())
    found = [one for one in suspects(probabilities, labels) if one.number not in ours]
    if not found:
        return found, 0
    own = confidence(probabilities, labels)[planted]
    return found, int((own <= found[:LISTED][-1].probability).sum())


def rounded(one: Suspect) -> Suspect:
    """The suspect as it is written to a file."""
    return Suspect(
        one.number,
        one.label,
        round(one.probability, DIGITS),
        one.likeliest,
        round(one.likeliest_probability, DIGITS),
    )


def read_found(path: Path = FILE) -> Found:
    """What was found; raises `LabelErrorsError`."""
    try:
        return Found.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise LabelErrorsError(
            f"{path.name} cannot be read; `python -m fmnist_app label-errors` writes it."
        ) from error


def write_found(found: Found, path: Path) -> None:
    """Write it whole or not at all; raises `LabError` if the place cannot be written."""
    write_whole(found.model_dump_json(indent=1) + "\n", path)
