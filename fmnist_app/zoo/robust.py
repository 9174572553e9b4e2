"""Makes all robust networks: `python -m fmnist_app.zoo.robust [--out FOLDER] [--seed 7]`.

Reads Fashion-MNIST's training pictures alone; writes for each network its Keras file, its LiteRT
file, the clothing score's numbers and a card. About 40 minutes on one core.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np

from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.core.versions import versions
from fmnist_app.evaluation.calibration import fit_temperature
from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.inference.out_of_distribution import fit_catalogue
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training.export import light
from fmnist_app.training.threads import share_cores
from fmnist_app.zoo import calibrate
from fmnist_app.zoo.architectures import NETWORKS
from fmnist_app.zoo.card import made_before, made_by, today
from fmnist_app.zoo.learn import FitSettings, learn
from fmnist_app.zoo.pool import Pool, make_pool, plain_pool
from fmnist_app.zoo.predictions import write_answers
from fmnist_app.zoo.splits import Catalogue, read_catalogue

POOLS = 2
FURTHER_RATE = 8e-4
SETTINGS = {
    "wide": FitSettings(epochs=16),
    "standard-robust": FitSettings(epochs=16, plain_weight=1.6, smoothing=0.02),
}


def main(arguments: list[str] | None = None) -> int:
    """Train, export, calibrate and describe the networks asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--networks", nargs="*", default=list(SETTINGS), choices=list(SETTINGS))
    parser.add_argument("--cache", type=Path, help="folder that keeps the pools between calls")
    parser.add_argument(
        "--further", type=int, metavar="EPOCHS", help="go on from the networks in --out, gently"
    )
    parser.add_argument("--only-describe", action="store_true", help="export and calibrate anew")
    asked = parser.parse_args(arguments)
    share_cores()
    asked.out.mkdir(parents=True, exist_ok=True)
    catalogue = read_catalogue(asked.seed)
    count = 0 if asked.only_describe else POOLS
    pools = [_pool(*catalogue.train, asked.seed + 1 + k, asked.cache) for k in range(count)]
    check = _pool(*catalogue.validation, asked.seed + 100, asked.cache)
    for name in asked.networks:
        settings = chosen(name, asked.seed, asked.further)
        make(name, catalogue, pools, check, settings, out=asked.out, further=bool(asked.further))
    return 0


def chosen(name: str, seed: int, further: int | None = None) -> FitSettings:
    """How to fit a network anew, or, for some epochs `further`, at a lower rate."""
    settings = dataclasses.replace(SETTINGS[name], seed=seed)
    if further:
        settings = dataclasses.replace(settings, epochs=further, learning_rate=FURTHER_RATE)
    return settings


def make(
    name: str,
    catalogue: Catalogue,
    pools: list[Pool],
    check: Pool,
    settings: FitSettings,
    *,
    out: Path,
    further: bool = False,
) -> None:
    """Train one network and write its five files into `out`; without pools describe it anew.

    With `further`, training goes on from the network that `out` holds.
    """
    started = time.monotonic()
    stored = out / f"{name}.keras"
    network = keras.saving.load_model(stored, compile=False) if further or not pools else None
    if pools:
        network = trained(name, catalogue, pools, settings, network)
        network.save(stored)
    minutes = (time.monotonic() - started) / 60.0
    (out / f"{name}.tflite").write_bytes(light(network))
    runtime = Runtime(out / f"{name}.tflite")
    place = fit_catalogue(
        runtime.run(catalogue.train[0][::5]).features,
        catalogue.train[1][::5],
        runtime.run(catalogue.validation[0]).features,
    )
    np.savez(out / f"{name}.npz", **dataclasses.asdict(place))
    write_answers(name, catalogue, out)
    facts = described(name, network, runtime, catalogue, check)
    before = made_before(out / f"{name}.json")
    facts |= made_by(settings, len(pools), minutes) if pools else before
    if pools and further:
        facts["gone_on_from"] = before
    (out / f"{name}.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(facts, indent=2), flush=True)


def trained(
    name: str,
    catalogue: Catalogue,
    pools: list[Pool],
    settings: FitSettings,
    start: keras.Model | None = None,
) -> keras.Model:
    """The network, from `start` or anew, fitted to the plain pictures and the pools."""
    keras.utils.set_random_seed(settings.seed)
    network = NETWORKS[name]()
    if start is not None:
        network.set_weights(start.get_weights())
    tell = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: print(
            f"{name}: epoch {epoch + 1}, loss {logs['loss']:.4f}", flush=True
        )
    )
    learn(network, plain_pool(*catalogue.train), pools, settings, (tell,))
    bare = NETWORKS[name]()  # without the optimiser, two thirds of the file
    bare.set_weights(network.get_weights())
    return bare


def described(
    name: str, network: keras.Model, runtime: Runtime, catalogue: Catalogue, check: Pool
) -> dict[str, Any]:
    """The card: what the network is, how it was made and what was measured on the catalogue."""
    kinds = calibrate.by_kind(runtime, catalogue.validation, check)
    temperatures = {
        kind: round(fit_temperature(logarithms(found.classes), found.labels), 4)
        for kind, found in kinds.items()
    }
    test = calibrate.outcome(runtime, catalogue.test[0][::2], catalogue.test[1][::2])
    plain = runtime.run(catalogue.test[0]).classes.argmax(axis=1) == catalogue.test[1]
    return {
        "name": name,
        "parameters": network.count_params(),
        "test_accuracy": round(float(plain.mean()), 4),
        "temperatures": temperatures,
        "clothing_offset": calibrate.offset(np.concatenate([k.scores for k in kinds.values()])),
        "validation": {k: calibrate.report(f, temperatures[k]) for k, f in kinds.items()},
        "test_as_the_app_answers": calibrate.report(test, temperatures["photo"]),
        "data_sha256": catalogue.sha256,
        "split": "54,000 train / 6,000 validation (600 of each class, by seed) / 10,000 test",
        "date": today(),
        "versions": versions(),
    }


def _pool(pictures: np.ndarray, labels: np.ndarray, seed: int, cache: Path | None) -> Pool:
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
