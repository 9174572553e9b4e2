"""Makes all robust networks: `python -m fmnist_app.zoo.robust [--out FOLDER] [--seed 7]`.

Learns from Fashion-MNIST's training pictures alone; writes for each network its Keras file, its
LiteRT file, its test predictions, its feature space and a card. About 40 minutes on one core.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np

from fmnist_app.catalog.card import ModelCard, TrainingFacts, read_card
from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset, load_dataset
from fmnist_app.evaluation.calibration import fit_temperature
from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.inference.out_of_distribution import fit_feature_space
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training.export import light
from fmnist_app.training.threads import share_cores
from fmnist_app.zoo import calibrate
from fmnist_app.zoo.architectures import NETWORKS, TITLES
from fmnist_app.zoo.card import complete_card
from fmnist_app.zoo.learn import FitSettings, learn
from fmnist_app.zoo.pool import Pool, make_pool, plain_pool
from fmnist_app.zoo.predictions import write_test_predictions
from fmnist_app.zoo.splits import Splits, read_splits

POOLS = 2
CHECK = 100  # added to the seed, for the pool of validation pictures
SETTINGS = {
    "wide": FitSettings(epochs=16),
    "standard-robust": FitSettings(epochs=16, plain_weight=1.6, smoothing=0.02),
}
LEARNT_FROM = (
    "Fashion-MNIST's training pictures as they are, redrawn, and made into photos; and garments "
    "and other things drawn by code"
)


def main(arguments: list[str] | None = None) -> int:
    """Train, export, calibrate and describe the networks asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--networks", nargs="*", default=list(SETTINGS), choices=list(SETTINGS))
    parser.add_argument("--cache", type=Path, help="folder that keeps the pools between calls")
    parser.add_argument("--only-describe", action="store_true", help="export and calibrate anew")
    asked = parser.parse_args(arguments)
    share_cores()
    asked.out.mkdir(parents=True, exist_ok=True)
    dataset = load_dataset(fetch=True)
    splits = read_splits(asked.seed, dataset)
    count = 0 if asked.only_describe else POOLS
    pools = [cached_pool(*splits.train, asked.seed + 1 + k, asked.cache) for k in range(count)]
    check = cached_pool(*splits.validation, asked.seed + CHECK, asked.cache)
    for name in asked.networks:
        files = NetworkFiles(asked.out, name)
        if asked.only_describe:
            facts = read_card(files).training
        else:
            settings = dataclasses.replace(SETTINGS[name], seed=asked.seed)
            facts = train(files, splits, pools, settings)
        describe(files, facts, splits, check, dataset)
    return 0


def train(
    files: NetworkFiles, splits: Splits, pools: list[Pool], settings: FitSettings
) -> TrainingFacts:
    """Fit the network to the plain pictures and the pools, and save it without its optimiser."""
    started = time.monotonic()
    keras.utils.set_random_seed(settings.seed)
    network = NETWORKS[files.name]()
    tell = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: print(
            f"{files.name}: epoch {epoch + 1}, loss {logs['loss']:.4f}", flush=True
        )
    )
    learn(network, plain_pool(*splits.train), pools, settings, (tell,))
    bare = NETWORKS[files.name]()  # without the optimiser, two thirds of the file
    bare.set_weights(network.get_weights())
    bare.save(files.keras)
    return TrainingFacts(
        epochs=settings.epochs,
        pictures=len(splits.train[1]),
        seed=settings.seed,
        seconds=round(time.monotonic() - started, 1),
        validated_on="holdout",
        learnt_from=LEARNT_FROM,
        settings=dataclasses.asdict(settings),
    )


def describe(
    files: NetworkFiles, facts: TrainingFacts, splits: Splits, check: Pool, dataset: Dataset
) -> None:
    """Export a saved network, calibrate it on validation pictures, and write its card."""
    card = described(files, facts, splits, check)
    print(complete_card(card, files, dataset).model_dump_json(indent=2), flush=True)


def described(files: NetworkFiles, facts: TrainingFacts, splits: Splits, check: Pool) -> ModelCard:
    """The card of a saved network, whose other files are written."""
    network = keras.saving.load_model(files.keras, compile=False)
    files.tflite.write_bytes(light(network))
    runtime = Runtime(files.tflite)
    space = fit_feature_space(
        runtime.run(splits.train[0][::5]).features,
        splits.train[1][::5],
        runtime.run(splits.validation[0]).features,
    )
    np.savez(files.feature_space, **dataclasses.asdict(space))
    write_test_predictions(files, splits)
    card = ModelCard(
        name=files.name,
        title=TITLES.get(files.name, files.name),
        parameters=network.count_params(),
        training=facts,
    )
    return card.model_copy(update=calibrated(runtime, splits, check))


def calibrated(runtime: Runtime, splits: Splits, check: Pool) -> dict[str, Any]:
    """Fields of a card: what is fitted on validation pictures, and how sure the answers are."""
    kinds = calibrate.by_kind(runtime, splits.validation, check)
    temperatures = {
        kind: round(fit_temperature(logarithms(found.classes), found.labels), 4)
        for kind, found in kinds.items()
    }
    reports = {kind: calibrate.report(found, temperatures[kind]) for kind, found in kinds.items()}
    test = calibrate.merged_predictions(runtime, splits.test[0][::2], splits.test[1][::2])
    return {
        "temperatures": temperatures,
        "clothing_offsets": calibrate.offsets(kinds),
        "calibration": {**reports, "test": calibrate.report(test, temperatures["photo"])},
    }


def cached_pool(pictures: np.ndarray, labels: np.ndarray, seed: int, cache: Path | None) -> Pool:
    """A pool, taken from the cache if it is there."""
    kept = cache / f"pool-{seed}.npz" if cache else None
    if kept is not None and kept.is_file():
        with np.load(kept) as stored:
            return Pool(stored["pictures"], stored["labels"], stored["kinds"])
    pool = make_pool(pictures, labels, seed)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, **dataclasses.asdict(pool))
    return pool


if __name__ == "__main__":
    sys.exit(main())
