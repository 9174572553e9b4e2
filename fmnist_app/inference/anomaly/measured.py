"""How small a made defect the detector sees: what `bench --only defects` wrote, and its form."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from fmnist_app.core.errors import LabError

FILE = Path(__file__).with_name("measured.json")
NETWORK = "standard"  # the shipped network whose first layer describes the pictures


class DetectionError(LabError):
    """A file of what was measured that is missing, or is not what the command writes."""


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Share(_Facts):
    """A share, or an AUROC, with its 95 % interval."""

    value: float
    low: float
    high: float


class OfDefect(_Facts):
    """One kind of defect at one size (pixels).

    `found` is the share of such pictures that were called different, `pointed` the share whose
    strongest mark lay on the defect or beside it; `pixels` is the AUROC without a network.
    """

    kind: str
    size: int
    auroc: Share
    found: Share
    pointed: Share
    pixels: Share


class OfStyle(_Facts):
    """A style: its class, and the training picture that it lies around."""

    label: int
    picture: int


class Measured(_Facts):
    """All kinds and sizes, on styles of `good` remembered and `checked` other pictures each.

    `good_against_good` is the AUROC of good pictures against other good ones, `alarms` the share of
    good ones that were called different.
    """

    network: str
    seed: int
    good: int
    checked: int
    styles: tuple[OfStyle, ...]
    good_against_good: Share
    alarms: Share
    defects: tuple[OfDefect, ...]


@cache
def measured(path: Path = FILE) -> Measured:
    """What the command wrote; raises `DetectionError`."""
    try:
        return _File.model_validate_json(path.read_bytes()).defects
    except (OSError, ValidationError) as error:
        raise DetectionError(
            f"{path.name} is missing or broken; "
            "`python -m fmnist_app bench --only defects --json FILE` writes it."
        ) from error


class _File(BaseModel):
    """The file as the command writes it, with the machine and the versions."""

    defects: Measured
