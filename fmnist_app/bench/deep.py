"""The deep network by plain Keras and by the app, and what augmentation costs: `deep_ratio`."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from fmnist_app.bench import Figures, Say
from fmnist_app.core.errors import LabError
from fmnist_app.core.machine import vector_extensions
from fmnist_app.data import load_dataset, normalise
from fmnist_app.lab.executor import ROOT
from fmnist_app.models import architecture
from fmnist_app.models.build import build
from fmnist_app.training import TrainingSettings
from fmnist_app.training.environment import VARIABLES

PICTURES, BATCH = 12_800, 128
STEPS_PER_CALL = 5
PLAIN, SAME, APP = "plain", "plain with the app's variables", "app"
EPOCH_PICTURES = 54_000
STANDARD, AUGMENTED = "Standard", "Standard, augmented"
STEPS_OF_STANDARD = 20
ALL_ON: dict[str, Any] = dict.fromkeys(
    ("stretch", "perspective", "flip", "mirror", "turn", "shift", "erase"), 1.0
)
AUGMENTED_TARGET = 0.85  # of the pace without augmentation, Standard alone on two cores


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
    pace = median(one[APP] for one in done)
    say(f"an epoch of {EPOCH_PICTURES:,} pictures takes {EPOCH_PICTURES / pace:.0f} s in the app")
    ratios = [median(one[APP] / one[way] for one in done) for way in (PLAIN, SAME)]
    say(
        f"deep_ratio {ratios[0]:.2f} times as fast as plain Keras as a notebook runs it; "
        f"{ratios[1]:.2f} beside plain Keras with the app's variables (median)"
    )
    return {
        "deep_ratio": ratios[0],
        "deep_ratio_same_variables": ratios[1],
        "deep_epoch_seconds": EPOCH_PICTURES / pace,
        "deep_rounds": done,
        **augmentation(epochs, rounds, say),
    }


def augmentation(epochs: int, rounds: int, say: Say) -> Figures:
    """The pace of Standard, alone, with all augmentation on beside its pace without, in turn."""
    ways = (STANDARD, AUGMENTED)
    done = [{way: _in_a_process(way, epochs) for way in ways} for _ in range(rounds)]
    ratio = median(one[AUGMENTED] / one[STANDARD] for one in done)
    say(
        f"augmented_ratio {ratio:.2f}: Standard's pace with all augmentation on as a share of its "
        f"pace without, drawing included (median; target at least {AUGMENTED_TARGET})"
    )
    return {"augmented_ratio": ratio, "augmented_rounds": done}


def network() -> keras.Model:
    """The app's own deep network."""
    return build(architecture("deep"), "deep", seed=0)


def train(way: str, epochs: int) -> float:
    """Pictures a second of the quickest epoch but the first, which compiles."""
    data = load_dataset()
    images, labels = data.train_images[:PICTURES], data.train_labels[:PICTURES]
    times: list[float] = []
    stamp = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: times.append(-time.perf_counter()),  # noqa: ARG005
        on_epoch_end=lambda epoch, logs: times.append(times.pop() + time.perf_counter()),  # noqa: ARG005
    )
    if way in (PLAIN, SAME):
        model, x = network(), normalise(images)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x, labels, BATCH, epochs=epochs + 1, verbose=0, callbacks=[stamp])
    else:
        _as_in_the_app(way, images, labels, epochs + 1, stamp)
    return PICTURES / min(times[1:])


def _as_in_the_app(
    way: str,
    images: npt.NDArray[np.uint8],
    labels: npt.NDArray[np.uint8],
    epochs: int,
    stamp: keras.callbacks.Callback,
) -> None:
    """Train the deep network, or Standard with or without augmentation; `stamp` hears it first."""
    from fmnist_app.training.batches import EpochOrder  # noqa: PLC0415 - `processor` comes first
    from fmnist_app.training.inputs import TrainingInputs  # noqa: PLC0415
    from fmnist_app.training.pictures import Pictures  # noqa: PLC0415
    from fmnist_app.training.quick import QuickSteps  # noqa: PLC0415
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415

    share_cores()
    name = "deep" if way == APP else "standard"
    settings = replace(
        TrainingSettings(models=(name,)),
        batch_size=BATCH if way == APP else TrainingSettings().batch_size,
        **(ALL_ON if way == AUGMENTED else {}),
    )
    model = build(architecture(name), name, seed=0)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.steps_per_execution = STEPS_PER_CALL if way == APP else STEPS_OF_STANDARD
    indices = np.arange(PICTURES, dtype=np.int32)
    inputs = TrainingInputs(Pictures.of(images, labels), indices, settings)
    QuickSteps(model, inputs.batch)
    order = EpochOrder(indices, settings.batch_size, seed=0)
    model.fit(
        order.batches(),
        epochs=epochs,
        verbose=0,
        shuffle=False,
        callbacks=[stamp, order, *inputs.callbacks],
    )


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
