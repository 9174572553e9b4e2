"""`bench`: speed beside the report's recipe, memory, the cost of watching, speed of answers."""

import argparse
import importlib
from pathlib import Path
from typing import Any

from fmnist_app.bench import Figures
from fmnist_app.cli.interrupt import exits_on_sigterm
from fmnist_app.cli.output import write_json
from fmnist_app.core.errors import LabError
from fmnist_app.core.machine import machine, versions
from fmnist_app.training import TrainingSettings

PARTS = (
    "train",
    "deep",
    "memory",
    "watch",
    "answers",
    "compare",
    "crowd",
    "pages",
    "first",
    "demo",
    "jobs",
    "search",
    "pruning",
    "cluster",
    "defects",
    "wardrobe",
    "label",
)
ROUNDS = 20


def add_parser(commands: Any) -> None:
    """Add the command `bench` and its options."""
    parser = commands.add_parser("bench", help="measure speed and memory against their limits")
    parser.add_argument("--only", choices=PARTS, help="one part alone; all if left out")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures here")
    parser.add_argument("--epochs", type=int, default=2, help="of each run; 2 if left out")
    parser.add_argument("--rounds", type=int, default=3, help="of train and watch; 3 if left out")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure what was asked for, print it, and write it as JSON."""
    TrainingSettings(epochs=args.epochs)  # refuses a wrong number in its own words
    if not 1 <= args.rounds <= ROUNDS:
        raise LabError(f"Rounds is {args.rounds}; expected 1 to {ROUNDS}.")
    figures: Figures = {"machine": machine(), "versions": versions()}
    _write(figures, args.json)
    with exits_on_sigterm(143):
        _measure(args, figures)
    return 0


def _measure(args: argparse.Namespace, figures: Figures) -> None:
    for words in (figures["machine"], figures["versions"]):
        _say(", ".join(f"{name} {value}" for name, value in words.items()))
    for name in PARTS if args.only is None else (args.only,):
        _say(f"\n{name.capitalize()}")
        figures.update(_part(name).measure(args.epochs, args.rounds, _say))
        _write(figures, args.json)


def _part(name: str) -> Any:
    """The module of a part; those with a browser need more than the app itself."""
    try:
        return importlib.import_module(f"fmnist_app.bench.{name}")
    except ModuleNotFoundError as error:
        raise LabError(
            f"Measuring “{name}” needs {error.name}, which is not installed; "
            "`pip install -r requirements-dev.txt` brings it."
        ) from error


def _write(figures: Figures, out: Path | None) -> None:
    if out is not None:
        write_json(figures, out)


def _say(text: str) -> None:
    print(text, flush=True)
