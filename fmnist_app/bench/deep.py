"""A deeper network with batch normalisation, by plain Keras and by the app: `deep_ratio`."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import keras
import numpy as np

from fmnist_app.bench import Figures, Say
from fmnist_app.bench.machine import vector_extensions
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset, normalise
from fmnist_app.lab.executor import ROOT
from fmnist_app.training.environment import VARIABLES

PICTURES, BATCH = 12_800, 128
STEPS_PER_CALL = 5
PLAIN, SAME, APP = "plain", "plain with the app's variables", "app"


def measure(epochs: int, rounds: int, say: Say) -> Figures:
    """Train the network in three ways in turn, `rounds` times each."""
    say(
        f"{network().count_params():,} parameters, {PICTURES:,} pictures an epoch in batches of "
        f"{BATCH}; pictures a second of the quickest of {epochs} epochs after the first. "
        f"Vector extensions: {vector_extensions()}."
    )
    done: list[dict[str, float]] = []
    for number in range(rounds):
        done.append({way: _in_a_process(way, epochs) for way in (PLAIN, APP, SAME)})
        words = ", ".join(f"{way} {pace:,.0f}" for way, pace in done[-1].items())
        say(f"  round {number + 1}: {words} pictures/s")
    ratios = [median(one[APP] / one[way] for one in done) for way in (PLAIN, SAME)]
    say(
        f"deep_ratio {ratios[0]:.2f} times as fast as plain Keras as a notebook runs it; "
        f"{ratios[1]:.2f} beside plain Keras with the app's variables (median)"
    )
    return {"deep_ratio": ratios[0], "deep_ratio_same_variables": ratios[1], "deep_rounds": done}


def network() -> keras.Model:
    """24 | 32 x 3 | 56 x 3 maps with batch normalisation, "|" a pooling; ten answers."""
    layers = keras.layers
    x = pixels = keras.Input((28, 28, 1))
    for number, maps in enumerate((24, 32, 32, 32, 56, 56, 56)):
        if number in (1, 4):
            x = layers.MaxPooling2D()(x)
        x = layers.Conv2D(maps, 3, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(pixels, layers.Dense(10, activation="softmax")(x))


def train(way: str, epochs: int) -> float:
    """Pictures a second of the quickest epoch but the first, which compiles."""
    from fmnist_app.training.batches import EpochOrder  # noqa: PLC0415 - `processor` comes first
    from fmnist_app.training.pictures import Pictures  # noqa: PLC0415
    from fmnist_app.training.quick import QuickSteps  # noqa: PLC0415

    data, model = load_dataset(), network()
    images, labels = data.train_images[:PICTURES], data.train_labels[:PICTURES]
    times: list[float] = []
    stamp = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: times.append(-time.perf_counter()),  # noqa: ARG005
        on_epoch_end=lambda epoch, logs: times.append(times.pop() + time.perf_counter()),  # noqa: ARG005
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    if way == APP:
        model.steps_per_execution = STEPS_PER_CALL
        QuickSteps(model, Pictures.of(images, labels).batch)
        order = EpochOrder(np.arange(PICTURES, dtype=np.int32), BATCH, seed=0)
        model.fit(
            order.batches(), epochs=epochs + 1, verbose=0, shuffle=False, callbacks=[order, stamp]
        )
    else:
        x = normalise(images)
        model.fit(x, labels, BATCH, epochs=epochs + 1, verbose=0, callbacks=[stamp])
    return PICTURES / min(times[1:])


def _in_a_process(way: str, epochs: int) -> float:
    variables = {} if way == PLAIN else VARIABLES
    with TemporaryDirectory(prefix="fmnist-bench-") as folder:
        out = Path(folder) / "pace.json"
        end = subprocess.run(
            [sys.executable, "-m", "fmnist_app.bench.deep", way, str(epochs), str(out)],
            cwd=ROOT,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        if end.returncode != 0:
            last = (end.stderr.strip().splitlines() or ["no word"])[-1]
            raise LabError(f"Training failed with code {end.returncode}: {last}")
        return float(json.loads(out.read_text(encoding="utf-8")))


if __name__ == "__main__":
    Path(sys.argv[3]).write_text(json.dumps(train(sys.argv[1], int(sys.argv[2]))), encoding="utf-8")
