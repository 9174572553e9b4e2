"""What a training is asked for on the command line: an option for each row of the table."""

import argparse
import os
from typing import Any

from fmnist_app.core.errors import LabError
from fmnist_app.lab.cluster import SCHEDULER, need_dask
from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.fields import Choice, Field, Several, Text
from fmnist_app.training.remedies import SETS
from fmnist_app.training.settings import RANGES, most_pictures

MOST_WORKERS = 64  # of one command on one machine
ALL = "pictures"  # the setting of which all is asked for where nothing else is said


def add_options(parser: argparse.ArgumentParser, default: TrainingSettings, **flags: str) -> None:
    """Add an option for each setting; `flags` are those that a command calls in its own way."""
    parser.set_defaults(default=default)
    group = parser.add_argument_group("settings of the training")
    group.add_argument(
        "--remedies",
        choices=list(SETS),
        default="none",
        help="a set of remedies against overfitting; options beside it go first.",
    )
    for field in FIELDS.values():
        value = getattr(default, field.name)
        group.add_argument(
            flags.get(field.name, f"--{field.name.replace('_', '-')}"),
            dest=field.name,
            default=argparse.SUPPRESS,
            help=_help(field, value).replace("%", "%%"),
            **_reader(field),
        )


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Add the options that say on whose workers something runs."""
    parser.add_argument("--workers", type=int, default=1, help="2 and more need Dask")
    parser.add_argument(
        "--scheduler", default=os.environ.get(SCHEDULER), help="a Dask scheduler, tcp://HOST:8786"
    )


def wants_cluster(args: argparse.Namespace) -> bool:
    """Whether a cluster was asked for; raises `LabError` if it cannot be had, or for a number."""
    if not 1 <= args.workers <= MOST_WORKERS:
        raise LabError(f"{args.workers} workers were asked for; expected 1 to {MOST_WORKERS}.")
    if args.scheduler or args.workers > 1:
        need_dask()
        return True
    return False


def settings_of(args: argparse.Namespace) -> TrainingSettings:
    """The settings asked for; raises `LabError` for what cannot be trained."""
    asked = {name: value for name, value in vars(args).items() if name in FIELDS}
    values = {**vars(args.default), **SETS[args.remedies], **asked}
    if ALL not in asked and _all(FIELDS[ALL], values[ALL]):
        values[ALL] = most_pictures(values["protocol"])
    return TrainingSettings(**values)


def _all(field: Field, default: Any) -> bool:
    """Whether leaving this one out asks for all there are, which depends on the protocol."""
    return field.name == ALL and default == field.default


def _help(field: Field, value: Any) -> str:
    limits = f"{field.range.low:,} to {field.range.high:,}, " if field.range else ""
    chosen = ",".join(value) if isinstance(value, tuple) else value
    default = "all that can train" if _all(field, value) else chosen or "none"
    return f"{field.about.help} {limits}{default} if left out."


def _reader(field: Field) -> dict[str, Any]:
    """How argparse reads the words of a setting."""
    match field.about.control:
        case Choice(words):
            return {"choices": list(words)}
        case Several(words):
            return {"type": _names, "metavar": ",".join(words)}
        case Text(example):
            return {"metavar": example}
        case _:
            return {"type": RANGES[field.name].kind, "metavar": "NUMBER"}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))
