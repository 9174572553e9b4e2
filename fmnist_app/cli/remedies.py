"""`remedies`: what each remedy against overfitting does, over several seeds."""

import argparse
import sys
from pathlib import Path
from typing import Any

from fmnist_app.core.atomic import writing_to
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.experiments.remedies.effects import Effect, read_remedy_study
from fmnist_app.experiments.remedies.plans import EVERY, Remedy
from fmnist_app.experiments.remedies.results import SHIPPED
from fmnist_app.experiments.spread import Spread
from fmnist_app.models import network
from fmnist_app.training.load import load_tensorflow


def add_parser(commands: Any) -> None:
    """Add the command `remedies` and its options."""
    parser = commands.add_parser("remedies", help="train with each remedy against overfitting")
    names = ", ".join(one.name for one in EVERY)
    parser.add_argument("--only", metavar="NAMES", help=f"with commas between them: {names}")
    parser.add_argument(
        "--out", type=Path, default=SHIPPED, help="folder to write or to go on with"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train what has no result yet, and print what each remedy did."""
    wanted = _wanted(args.only)
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    with writing_to(args.out):
        args.out.mkdir(parents=True, exist_ok=True)
    load_tensorflow()
    # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
    from fmnist_app.experiments.remedies.train import train_remedy  # noqa: PLC0415
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415

    share_cores()
    for one in wanted:
        train_remedy(dataset, one, args.out, _say)
    study = read_remedy_study(args.out)
    for effect in study.effects if study else ():
        _say(in_words(effect))
    return 0


def in_words(effect: Effect) -> str:
    """What a remedy did to a network, in a line."""
    return (
        f"{effect.remedy.title}, {network(effect.model).title}: gap {_change(effect.gap)}, "
        f"test accuracy {_change(effect.accuracy)} points, {effect.times:.1f} times as long"
    )


def _wanted(names: str | None) -> list[Remedy]:
    if names is None:
        return list(EVERY)
    known = {one.name: one for one in EVERY}
    asked = [name.strip() for name in names.split(",")]
    if unknown := [name for name in asked if name not in known]:
        raise LabError(f"There is no remedy “{unknown[0]}”; expected {', '.join(known)}.")
    return [known[name] for name in asked]


def _change(spread: Spread) -> str:
    ends = spread.interval
    around = f" ({ends.low:+z.2f} to {ends.high:+z.2f})" if ends else ""
    return f"{spread.mean:+z.2f}{around}"


def _say(line: str) -> None:
    print(line, flush=True)
