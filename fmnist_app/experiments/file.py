"""A study on disk: one JSON file with its settings, versions and every epoch of every seed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.training.settings import TrainingSettings, settings_from

if TYPE_CHECKING:
    import pandas as pd

SHIPPED = Path(__file__).parent / "shipped" / "holdout.json"
MEASURED = [
    "accuracy",
    "loss",
    "val_accuracy",
    "val_loss",
    "test_accuracy",
    "test_loss",
]
COLUMNS = ["model", "seed", "epoch", *MEASURED]
DIGITS = 6


class ExperimentError(LabError):
    """A study's file that is missing, or is not what the study command writes."""


@dataclass(frozen=True)
class Repeat:
    """One network trained once: its name, its seed, its seconds, and one row for each epoch.

    A row holds the figures of `MEASURED`: accuracies as fractions, losses in nats.
    """

    model: str
    seed: int
    seconds: float
    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class SeedExperiment:
    """What was trained, with what, and what came out; `settings.seed` is the first seed.

    `seconds` is the time from start to end over all sittings; `versions` and `machine` say with
    what and on what it was made.
    """

    settings: TrainingSettings
    seeds: int
    data_sha256: str
    versions: Mapping[str, str]
    machine: str
    repeats: tuple[Repeat, ...] = ()
    seconds: float = 0.0

    @property
    def left(self) -> list[int]:
        """The seeds that no repeat has yet for every network."""
        first, done = self.settings.seed, {(r.model, r.seed) for r in self.repeats}
        wanted = range(first, first + self.seeds)
        return [s for s in wanted if any((m, s) not in done for m in self.settings.models)]

    def table(self) -> pd.DataFrame:
        """All epochs of all seeds, one row each, in the columns of `COLUMNS`."""
        rows = [
            (repeat.model, repeat.seed, epoch, *row)
            for repeat in self.repeats
            for epoch, row in enumerate(repeat.rows, start=1)
        ]
        import pandas as pd  # noqa: PLC0415 - every command would load it

        return pd.DataFrame(rows, columns=COLUMNS)

    def with_repeats(self, repeats: list[Repeat], seconds: float) -> SeedExperiment:
        """The study with these repeats added, in order, and with the time they took."""
        every = sorted([*self.repeats, *repeats], key=lambda r: (r.seed, r.model))
        return replace(self, repeats=tuple(every), seconds=self.seconds + seconds)

    def same_question(self, other: SeedExperiment) -> bool:
        """Whether the other study asks the same of the same data with the same versions."""
        return (self.settings, self.data_sha256, self.versions) == (
            other.settings,
            other.data_sha256,
            other.versions,
        )


def read_study(path: Path = SHIPPED) -> SeedExperiment:
    """The study in `path`; raises `ExperimentError` if it is missing or broken."""
    try:
        return study_from(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise ExperimentError(f"There is no study at {path.name}: {error.strerror}.") from error


def study_from(text: str, name: str = "This") -> SeedExperiment:
    """The study that a file called `name` holds; raises `ExperimentError` if it is broken."""
    try:
        return _study(json.loads(text))
    except (ValueError, KeyError, TypeError, LabError) as error:
        raise ExperimentError(
            f"{name} holds no study; expected what the study command writes."
        ) from error


def write_study(study: SeedExperiment, path: Path) -> None:
    """Write the study whole or not at all; raises `LabError` if the place cannot be written."""
    write_whole(_text(study), path)


def _study(read: dict[str, Any]) -> SeedExperiment:
    repeats = tuple(
        Repeat(one["model"], one["seed"], one["seconds"], tuple(map(tuple, one["rows"])))
        for one in read["repeats"]
    )
    if any(len(row) != len(MEASURED) for repeat in repeats for row in repeat.rows):
        raise ValueError("a row is too short or too long")
    return SeedExperiment(
        settings_from(read["settings"]),
        read["seeds"],
        read["data_sha256"],
        read["versions"],
        read["machine"],
        repeats,
        read["seconds"],
    )


def _text(study: SeedExperiment) -> str:
    head = {
        "settings": study.settings.as_dict(),
        "seeds": study.seeds,
        "data_sha256": study.data_sha256,
        "versions": dict(study.versions),
        "machine": study.machine,
        "seconds": round(study.seconds, 1),
        "columns": MEASURED,
    }
    # One line for each repeat: a change of one shows as one changed line.
    lines = ",\n".join(json.dumps(_plain(repeat)) for repeat in study.repeats)
    return json.dumps(head, indent=1)[:-2] + f',\n "repeats": [\n{lines}\n ]\n}}\n'


def _plain(repeat: Repeat) -> dict[str, Any]:
    return {
        "model": repeat.model,
        "seed": repeat.seed,
        "seconds": round(repeat.seconds, 1),
        "rows": [[round(float(value), DIGITS) for value in row] for row in repeat.rows],
    }
