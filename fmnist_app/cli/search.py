"""`search`: try settings for a network, and say what was really gained over its default."""

import argparse
import sys
from pathlib import Path
from typing import Any, get_args

from fmnist_app.cli import options
from fmnist_app.cli.interrupt import exits_on_sigterm
from fmnist_app.core.formatting import count, duration, percent
from fmnist_app.core.paths import home
from fmnist_app.data import load_dataset
from fmnist_app.experiments.search.comparison import compare
from fmnist_app.experiments.search.crew import Crew, LocalCrew
from fmnist_app.experiments.search.record import FILE, SearchRecord, SearchSnapshot
from fmnist_app.experiments.search.result import write_result
from fmnist_app.experiments.search.space import Space, dimension, searchable, usual_space
from fmnist_app.experiments.search.task import (
    WINDOW,
    Budget,
    Pruning,
    Sampler,
    SearchTask,
    TaskError,
)
from fmnist_app.experiments.search.wishes import Wishes, write_wishes
from fmnist_app.models import MODELS, OWN
from fmnist_app.training import TrainingSettings
from fmnist_app.training.settings import HOLDOUT_PICTURES


def add_parser(commands: Any) -> None:
    """Add the command `search` and its options."""
    parser = commands.add_parser("search", help="try settings, and compare the best with the usual")
    parser.add_argument("--network", default="basic", help=f"one of {', '.join(MODELS)}, or layers")
    parser.add_argument("--trials", type=int, default=30, help="how many to try")
    parser.add_argument("--minutes", type=float, default=30.0, help="for how long to try at most")
    parser.add_argument("--epochs", type=int, default=27, help="of the trials that go all the way")
    parser.add_argument("--seeds", type=int, default=5, help="to train winner and default on anew")
    parser.add_argument("--seed", type=int, default=0, help="decides the trials")
    parser.add_argument(
        "--pictures", type=int, default=HOLDOUT_PICTURES, help="training pictures of each trial"
    )
    parser.add_argument(
        "--space", help="settings to search, as in learning_rate:0.001:0.01,optimizer"
    )
    parser.add_argument("--sampler", choices=get_args(Sampler), default="tpe")
    parser.add_argument("--pruning", choices=get_args(Pruning), default="asha")
    options.add_workers(parser)
    parser.add_argument("--out", type=Path, help="folder to write to or to go on with")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the search out, or the rest of it; prints a line for each trial and what was gained.

    One that has gone to its end needs no workers to be told of again.
    """
    folder = args.out or home() / "searches" / f"{args.network}-{args.seed}"
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    budget = Budget(args.trials, args.minutes)
    record = _record(args, folder, dataset.sha256, budget)
    now = record.now
    if now.state != "finished" or now.budget != budget:
        now = _carry_out(record, _crew(args))
    _print(now)
    print(f"Trials and figures are in {write_result(now, folder)}")
    return 0


def _carry_out(record: SearchRecord, crew: Crew) -> SearchSnapshot:
    # Optuna takes a moment to load, which wrong arguments should not have to wait for.
    from fmnist_app.experiments.search.coordinator import Coordinator  # noqa: PLC0415

    with exits_on_sigterm("Interrupted."):
        return Coordinator(record, crew, lambda line: print(line, flush=True)).run()


def _record(
    args: argparse.Namespace, folder: Path, data_sha256: str, budget: Budget
) -> SearchRecord:
    """The record to go on with, or a new one; raises `LabError` if another search is there."""
    task = SearchTask(
        default=_default(args.network, args.pictures),
        space=_space(args.space),
        epochs=args.epochs,
        sampler=args.sampler,
        pruning=args.pruning,
        seeds=args.seeds,
        seed=args.seed,
        window=max(WINDOW, 2 * args.workers),
        data_sha256=data_sha256,
    )
    is_there = (folder / FILE).exists()
    record = SearchRecord.resume_or_create(folder, task, budget)
    if is_there:
        write_wishes(folder, Wishes(budget=budget))
    return record


def _default(network: str, pictures: int) -> TrainingSettings:
    if network in MODELS:
        return TrainingSettings(models=(network,), pictures=pictures)
    return TrainingSettings(models=(OWN,), own=network, pictures=pictures)


def _space(text: str | None) -> Space:
    """The space that an option asks for: names, or names with two ends each."""
    if text is None:
        return usual_space()
    found = [_dimension(part) for part in text.split(",")]
    if len({one.name for one in found}) < len(found):
        raise TaskError("A setting stands in the space twice; expected each once.")
    return tuple(found)


def _dimension(part: str) -> Any:
    match part.strip().split(":"):
        case [name]:
            return dimension(name)
        case [name, low, high]:
            return dimension(name, _end(name, low), _end(name, high))
    raise TaskError(f"“{part[:40]}” is no setting to search; expected NAME or NAME:LOW:HIGH.")


def _end(name: str, text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if found != found:  # noqa: PLR0124 - what is no number is not equal to itself
        raise TaskError(f"“{text[:40]}” is no end of {name}; expected a number.")
    field = searchable().get(name)
    return int(found) if field and field.range and field.range.kind is int else found


def _crew(args: argparse.Namespace) -> Crew:
    if options.wants_cluster(args):
        from fmnist_app.experiments.search.cluster import cluster_crew  # noqa: PLC0415

        return cluster_crew(args.scheduler, args.workers)
    return LocalCrew()


def _print(now: SearchSnapshot) -> None:
    tried, spent = count(len(now.trials), "trial"), duration(now.spent)
    print(f"{tried} in {spent}; the search has {now.state}. {now.message}".strip())
    if now.winner is None:
        return
    best = percent(now.winner.value or 0, 2)
    print(f"Best on validation: trial {now.winner.number}, {best}, chosen among them all")
    print(", ".join(f"{name} {value}" for name, value in now.winner.values.items()))
    if (found := compare(now.tested)) is None:
        return
    interval = found.interval
    within = f", {100 * interval.low:+z.2f} to {100 * interval.high:+z.2f}" if interval else ""
    print(
        f"On {count(len(found.seeds), 'fresh seed')}, test pictures: winner "
        f"{percent(found.winner.mean, 2)}, default {percent(found.default.mean, 2)}; difference "
        f"{100 * found.difference.mean:+z.2f} points{within}"
    )
