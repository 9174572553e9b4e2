"""Makes Basic and Standard as the report has them: `python -m fmnist_app.zoo.plain`.

The same training as on the Train page, with its default settings: 8 epochs, a hold-out of 6,000
pictures, no altered picture. Writes for each its Keras file, its LiteRT file, its answers to the
test pictures and a card. Some three minutes on two cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.catalog.visit import card_of_run
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.training.control import Control
from fmnist_app.training.points import Point, ignore
from fmnist_app.training.run import train
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.zoo.keep import keep


def main(arguments: list[str] | None = None) -> int:
    """Train both and write their files; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    make(load_dataset(fetch=True), TrainingSettings(seed=asked.seed), asked.out)
    return 0


def make(dataset: Dataset, settings: TrainingSettings, out: Path) -> None:
    """Train the networks of `settings` and write their files into `out`."""
    points: list[Point] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        results = train(
            dataset,
            settings,
            Control(settings.epochs),
            folder,
            on_point=points.append,
            on_progress=ignore,
            on_result=lambda result: print(result, flush=True),
        )
        for result in results:
            trained, kept = NetworkFiles(folder, result.model), NetworkFiles(out, result.model)
            keep(trained, kept, card_of_run(result.model, settings, points, result), dataset)


if __name__ == "__main__":
    sys.exit(main())
