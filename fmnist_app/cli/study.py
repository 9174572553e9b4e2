"""`study`: the same networks from many seeds, to see how much of a difference is chance."""

import argparse
import sys
from pathlib import Path
from typing import Any

from fmnist_app.cli import options
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import duration, percent, percents
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.experiments import SHIPPED
from fmnist_app.experiments.file import SeedExperiment
from fmnist_app.experiments.spread import Spread
from fmnist_app.training import TrainingSettings
from fmnist_app.training.load import load_tensorflow

MOST_SEEDS = 1000


def add_parser(commands: Any) -> None:
    """Add the command `study` and its options."""
    parser = commands.add_parser("study", help="train networks from many seeds and keep the curves")
    options.add_options(parser, TrainingSettings(epochs=15), seed="--first-seed")
    parser.add_argument("--seeds", type=int, default=10, help="how many, from --first-seed on")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="file to write or to go on with")
    options.add_workers(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the study asked for, or the rest of it, and print a line for each seed."""
    settings = options.settings_of(args)
    if not 1 <= args.seeds <= MOST_SEEDS:
        raise LabError(f"{args.seeds} seeds were asked for; expected 1 to {MOST_SEEDS}.")
    on_cluster = options.wants_cluster(args)
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    study = (_on_cluster if on_cluster else _here)(args, settings, dataset)
    _print_means(study)
    print(f"{len(study.repeats)} runs, {duration(study.seconds)}, kept in {args.out}")
    return 0


def _here(args: argparse.Namespace, settings: TrainingSettings, dataset: Dataset) -> SeedExperiment:
    """One seed after the other in this process."""
    load_tensorflow()
    # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
    from fmnist_app.experiments.run import run_study  # noqa: PLC0415
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415

    share_cores()
    return run_study(dataset, settings, args.seeds, args.out, _say)


def _on_cluster(
    args: argparse.Namespace, settings: TrainingSettings, dataset: Dataset
) -> SeedExperiment:
    """As many seeds at once as there are workers."""
    # Dask is there only where someone installed it.
    from fmnist_app.experiments.run_cluster import machine_of, run_study_on  # noqa: PLC0415
    from fmnist_app.lab.cluster_client import client_of  # noqa: PLC0415

    with client_of(args.scheduler, args.workers) as client:
        wanted = SeedExperiment(
            settings, args.seeds, dataset.sha256, versions(), machine_of(client)
        )
        return run_study_on(client, wanted, args.out, _say)


def _say(line: str) -> None:
    print(line, flush=True)


def _print_means(study: SeedExperiment) -> None:
    """Print each network's test accuracy after the last epoch, over all seeds."""
    table = study.table()
    last = table[table["epoch"] == study.settings.epochs]
    for model, own in last.groupby("model"):
        found = Spread.of(own["test_accuracy"])
        print(
            f"{model}: mean test accuracy {percent(found.mean, 2)} over {len(own)} seeds "
            f"({percents(found.range.low, found.range.high, 2)}), {study.settings.epochs} epochs"
        )
