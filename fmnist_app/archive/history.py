"""The points of a run as a CSV file, and read back with every value checked."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any, get_args

from fmnist_app.archive.layout import HISTORY, ArchiveError
from fmnist_app.training import Point, SettingsError, TrainingSettings
from fmnist_app.training.points import Kind
from fmnist_app.training.ranges import Range

COLUMNS = [field.name for field in fields(Point)]
MOST_POINTS = 5_000  # 50 epochs of two networks have 600; a run stopped and taken up has some more
LONGEST_SECONDS = 1e8
HIGHEST_LOSS = 1e9  # nats; one that blew up may be large, but is a number
SHARE, LOSS = Range(0, 1, float), Range(0, HIGHEST_LOSS, float)
MEASURES = {"accuracy": SHARE, "loss": LOSS, "val_accuracy": SHARE, "val_loss": LOSS}


def write_history(points: Iterable[Point], settings: TrainingSettings) -> str:
    """The points as CSV, one row each; those that are no numbers any more are left out."""
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(asdict(point) for point in points if _believable(point, settings))
    return text.getvalue()


def read_history(text: str, settings: TrainingSettings) -> tuple[Point, ...]:
    """The points in a CSV file of a run with these settings.

    Raises `ArchiveError`, naming the line, for a value that is missing, not finite, out of its
    range or out of order.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(rows, None) == COLUMNS:
            return tuple(_points(rows, settings))
    except (csv.Error, SettingsError, ValueError) as error:
        raise ArchiveError(f"{HISTORY} is broken in line {rows.line_num}: {error}") from error
    raise ArchiveError(f"{HISTORY} has other columns; expected {', '.join(COLUMNS)}.")


def check(point: Point, settings: TrainingSettings) -> None:
    """Raise `SettingsError` unless the point can be one of a run with these settings."""
    if point.model not in settings.models:
        raise SettingsError(f"There is no network {point.model!r} in the settings.")
    if point.kind not in get_args(Kind):
        raise SettingsError(f"Kind is {point.kind!r}; expected {' or '.join(get_args(Kind))}.")
    probe = point.kind == "probe"
    Range(0 if probe else 1, settings.epochs, float if probe else int).check("epoch", point.epoch)
    for name, allowed in MEASURES.items():
        allowed.check(name, getattr(point, name))
    Range(0, LONGEST_SECONDS, float).check("seconds", point.seconds)


def _points(rows: Iterable[list[str]], settings: TrainingSettings) -> Iterator[Point]:
    reached: dict[str, float] = {}
    for count, row in enumerate(rows, start=1):
        point = _point(row)
        check(point, settings)
        if point.epoch < reached.get(point.model, 0.0):
            raise SettingsError("Epochs go back; expected them in order.")
        if count > MOST_POINTS:
            raise SettingsError(f"There are too many rows; expected at most {MOST_POINTS:,}.")
        reached[point.model] = point.epoch
        yield point


def _point(row: list[str]) -> Point:
    if len(row) != len(COLUMNS):
        raise SettingsError(f"It has {len(row)} values; expected {len(COLUMNS)}.")
    model, kind, *numbers = row
    values: dict[str, Any] = dict(zip(COLUMNS[2:], map(float, numbers), strict=True))
    return Point(model=model, kind=kind, **values)  # type: ignore[arg-type] # `check` comes next


def _believable(point: Point, settings: TrainingSettings) -> bool:
    try:
        check(point, settings)
    except SettingsError:
        return False
    return True
