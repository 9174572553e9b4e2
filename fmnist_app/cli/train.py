"""`train`: the same training as on the page, from a terminal."""

import argparse
import json
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from fmnist_app.cli import options
from fmnist_app.core.atomic import writing_to
from fmnist_app.core.formatting import count, duration, percent
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.lab.events import StateChanged
from fmnist_app.lab.records import Record, Snapshot
from fmnist_app.models import network
from fmnist_app.training import Progress, TrainingSettings
from fmnist_app.training.load import load_tensorflow

HISTORY = ["model", "epoch", "accuracy", "loss", "val_accuracy", "val_loss", "seconds"]
IN_A_LOG = 30.0  # seconds from one line of progress to the next, where nobody watches it move


def add_parser(commands: Any) -> None:
    """Add the command `train` and its options."""
    parser = commands.add_parser("train", help="train networks and write their curves to a folder")
    options.add_options(parser, TrainingSettings())
    parser.add_argument("--out", type=Path, required=True, help="folder to write, made if missing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train as asked; writes history.csv, result.json and one .keras file per network."""
    settings = options.settings_of(args)
    _prepare(args.out)
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    snapshot = _train(dataset, settings, args.out)
    _write(snapshot, dataset, args.out)
    _print(snapshot, args.out)
    return 0 if snapshot.state == "finished" else 1


def _prepare(folder: Path) -> None:
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "events.jsonl").write_text("", encoding="utf-8")


def _train(dataset: Dataset, settings: TrainingSettings, folder: Path) -> Snapshot:
    load_tensorflow()
    # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
    from fmnist_app.training.control import Control  # noqa: PLC0415
    from fmnist_app.training.run import train  # noqa: PLC0415
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415

    share_cores()

    control = Control(settings.epochs)
    signal.signal(signal.SIGINT, lambda *_: control.stop())
    record = Record("cli", folder, settings)
    bars = _bars(settings)

    def advance(progress: Progress) -> None:
        bars[progress.model].update(progress.step - bars[progress.model].n)

    for name in settings.models:  # start afresh: nothing of an earlier run in this folder
        for path in NetworkFiles(folder, name).trained:
            path.unlink(missing_ok=True)
    results = train(
        dataset,
        settings,
        control,
        folder,
        on_point=record.append,
        on_progress=advance,
        on_result=record.append,
    )
    for bar in bars.values():
        bar.close()
    finished = all(result.ending == "finished" for result in results)
    record.append(StateChanged("finished" if finished else "stopped"))
    return record.snapshot()


def _bars(settings: TrainingSettings) -> Mapping[str, "tqdm[Any]"]:
    total = settings.epochs * settings.steps_per_epoch
    return {
        name: tqdm(
            total=total,
            desc=f"{network(name).title:9}",
            unit="step",
            position=place,
            mininterval=0.1 if sys.stderr.isatty() else IN_A_LOG,
        )
        for place, name in enumerate(settings.models)
    }


def _write(snapshot: Snapshot, dataset: Dataset, folder: Path) -> None:
    history = snapshot.history("epoch")[HISTORY].sort_values(["model", "epoch"])
    history.astype({"epoch": int}).to_csv(folder / "history.csv", index=False)
    for name in snapshot.settings.models:
        NetworkFiles(folder, name).checkpoint.unlink(missing_ok=True)
    (folder / "events.jsonl").unlink()
    result = {
        "settings": snapshot.settings.as_dict(),
        "networks": {name: asdict(result) for name, result in snapshot.results.items()},
        "versions": versions(),
        "data_sha256": dataset.sha256,
    }
    (folder / "result.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _print(snapshot: Snapshot, folder: Path) -> None:
    for result in snapshot.results.values():
        name = network(result.model).title
        if result.test_accuracy is None:
            print(f"{name}: {result.ending}. {result.explanation}")
        else:
            print(
                f"{name}: test accuracy {percent(result.test_accuracy, 2)}, "
                f"loss {result.test_loss:.4f}, {count(result.parameters, 'parameter')}, "
                f"{duration(result.seconds)}"
            )
            if result.explanation:
                print(result.explanation)
    print(f"Curves, results and networks are in {folder}")
