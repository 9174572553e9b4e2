"""`frontier`: trains the networks of the accuracy frontier, and checks where they stand."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.cli.output import write_json
from fmnist_app.core.atomic import writing_to
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count, duration, percent
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.core.paths import home
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.experiments.frontier.check import check, report
from fmnist_app.experiments.frontier.measured import FILE, write_measured
from fmnist_app.experiments.frontier.plans import PLANS, plan
from fmnist_app.experiments.frontier.recipes import RECIPES, Plan
from fmnist_app.experiments.frontier.results import SHIPPED, path_of, write_result
from fmnist_app.training.load import load_tensorflow

INT8 = "int8"  # the folder, below the shipped networks, of the same ones in 8 bits


def add_parser(commands: Any) -> None:
    """Add the command `frontier` and its options."""
    parser = commands.add_parser(
        "frontier", help="train the best small networks known here, or check where they stand"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--train", metavar="NAME", help=f"one of {', '.join(PLANS)}")
    what.add_argument("--check", action="store_true", help="count and score the shipped ones anew")
    what.add_argument(
        "--measure", action="store_true", help="time the shipped ones, and write them in 8 bits"
    )
    parser.add_argument("--seed", type=int, help="train from this seed alone; all if left out")
    parser.add_argument("--work", type=Path, help="folder that a training goes on from")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder for the seeds' results")
    parser.add_argument("--ship", type=Path, default=FOLDER, help="folder of the shipped networks")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write what was checked here")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train or check as asked; checking returns 1 where something falls short."""
    wanted = plan(args.train) if args.train else None
    if wanted and args.seed is not None and args.seed not in wanted.seeds:
        seeds = ", ".join(map(str, wanted.seeds))
        raise LabError(f"The seed is {args.seed}; {wanted.name} is trained from {seeds}.")
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    load_tensorflow()
    if wanted is None:
        return _measure(dataset, args) if args.measure else _check(dataset, args)
    if left := _left(wanted, args):
        # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
        from fmnist_app.training.threads import share_cores  # noqa: PLC0415

        share_cores()
        with writing_to(args.ship):
            args.ship.mkdir(parents=True, exist_ok=True)  # hours before it is needed
    for seed in left:
        _train(dataset, wanted, seed, args)
    return 0


def _left(wanted: Plan, args: argparse.Namespace) -> list[int]:
    """The seeds asked for that have no result yet; says which have one."""
    left = []
    for seed in wanted.seeds if args.seed is None else (args.seed,):
        if path_of(wanted.name, seed, args.out).exists():
            _say(f"{wanted.name}, seed {seed}: its result is there.")
        else:
            left.append(seed)
    return left


def _train(dataset: Dataset, wanted: Plan, seed: int, args: argparse.Namespace) -> None:
    """Train from one seed, keep the first network of a recipe, and write the result."""
    from fmnist_app.experiments.frontier.train import train_seed  # noqa: PLC0415
    from fmnist_app.zoo.keep import keep  # noqa: PLC0415

    work = args.work or home() / "frontier"
    done = train_seed(dataset, wanted, seed, work / f"{wanted.name}-{seed}", _say)
    if wanted.name in RECIPES and seed == wanted.seeds[0]:
        with writing_to(args.ship):
            keep(done.files, NetworkFiles(args.ship, wanted.name), done.card, dataset)
    write_result(done.result, args.out)
    result = done.result
    print(
        f"{wanted.name}, seed {seed}: {percent(result.test_accuracy, 2)} of the test pictures "
        f"right, {percent(result.accuracy_without, 2)} without the {result.also_in_training} that "
        f"stand in the training pictures too, {duration(result.seconds)}"
    )


def _check(dataset: Dataset, args: argparse.Namespace) -> int:
    rows = [check(dataset, one, args.ship, args.out) for one in RECIPES.values()]
    for line in report(rows):
        print(line)
    if args.json:
        write_json([asdict(row) for row in rows], args.json)
    return int(any(row.short for row in rows))


def _measure(dataset: Dataset, args: argparse.Namespace) -> int:
    """Measure what is shipped, keeping each network in 8 bits beside it."""
    from fmnist_app.experiments.frontier.measure import measure  # noqa: PLC0415 - TensorFlow

    there = [files for name in RECIPES if (files := NetworkFiles(args.ship, name)).keras.exists()]
    (args.ship / INT8).mkdir(exist_ok=True)
    rows = [measure(files, args.ship / INT8 / files.tflite.name, dataset) for files in there]
    write_measured(tuple(rows), args.out / FILE.name)
    for row in rows:
        for kind, cost in (("floats", row.floats), ("int8", row.int8)):
            print(
                f"{row.name}, {kind}: {cost.bytes:,} bytes, {cost.milliseconds:.2f} ms a picture, "
                f"{cost.seconds:.2f} s for {count(row.pictures)}, {percent(cost.accuracy, 2)}"
            )
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
