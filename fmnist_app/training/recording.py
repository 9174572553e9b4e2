"""A recorded run on disk: its curves, and what it took a few new pictures for, epoch by epoch."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.training.settings import TrainingSettings, settings_from

SHIPPED = Path(__file__).parent / "recordings" / "memorising.json"
CURVES = ("accuracy", "loss", "val_accuracy", "val_loss")
DIGITS = 6


class RecordingError(LabError):
    """A recording's file that is missing, or is not what the record command writes."""


@dataclass(frozen=True)
class Watched:
    """A validation picture, by its index in the training file, and its answer of each epoch.

    An answer is a class, 0 to 9.
    """

    picture: int
    answers: tuple[int, ...]

    @property
    def changes(self) -> int:
        """How often the answer changed from one epoch to the next."""
        return sum(a != b for a, b in zip(self.answers, self.answers[1:], strict=False))


@dataclass(frozen=True)
class Recording:
    """One network's run: a row of `CURVES` for each epoch, and some pictures watched meanwhile.

    Accuracies are fractions, losses nats. `seconds` is the training time; `versions` and `machine`
    say with what and on what it was made.
    """

    settings: TrainingSettings
    data_sha256: str
    versions: Mapping[str, str]
    machine: str
    seconds: float
    rows: tuple[tuple[float, ...], ...]
    watched: tuple[Watched, ...]

    def curve(self, name: str) -> list[float]:
        """The values of one of `CURVES`, an epoch each."""
        place = CURVES.index(name)
        return [row[place] for row in self.rows]


def read_recording(path: Path = SHIPPED) -> Recording:
    """The recording in `path`; raises `RecordingError` if it is missing or broken."""
    try:
        return _recording(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise RecordingError(f"There is no recording at {path.name}: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, LabError) as error:
        raise RecordingError(
            f"{path.name} holds no recording; expected what the record command writes."
        ) from error


def write_recording(recording: Recording, path: Path) -> None:
    """Write it whole or not at all; raises `LabError` if the place cannot be written."""
    write_whole(_text(recording), path)


def _recording(read: dict[str, Any]) -> Recording:
    rows = tuple(map(tuple, read["rows"]))
    watched = tuple(Watched(one["picture"], tuple(one["answers"])) for one in read["watched"])
    settings = settings_from(read["settings"])
    if any(len(row) != len(CURVES) for row in rows):
        raise ValueError("a row is too short or too long")
    if {len(rows), *(len(one.answers) for one in watched)} != {settings.epochs}:
        raise ValueError("an epoch is missing")
    return Recording(
        settings,
        read["data_sha256"],
        read["versions"],
        read["machine"],
        read["seconds"],
        rows,
        watched,
    )


def _text(recording: Recording) -> str:
    head = {
        "settings": recording.settings.as_dict(),
        "data_sha256": recording.data_sha256,
        "versions": dict(recording.versions),
        "machine": recording.machine,
        "seconds": round(recording.seconds, 1),
        "columns": CURVES,
    }
    # A line for each epoch and each picture: a change of one shows as one changed line.
    rows = [[round(float(value), DIGITS) for value in row] for row in recording.rows]
    watched = [{"picture": one.picture, "answers": one.answers} for one in recording.watched]
    parts = [
        f' "{name}": [\n' + ",\n".join(map(json.dumps, lines)) + "\n ]"
        for name, lines in (("rows", rows), ("watched", watched))
    ]
    return json.dumps(head, indent=1)[:-2] + ",\n" + ",\n".join(parts) + "\n}\n"
