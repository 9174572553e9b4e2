"""How large and how quick a shipped network of the frontier is, as floats and in 8 bits."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from fmnist_app.catalog.strength import right_at_each_level
from fmnist_app.core import machine
from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset, make_split
from fmnist_app.experiments.frontier.measured import Cost, Measured
from fmnist_app.inference.latency import milliseconds_per_picture
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training.export import quantised

EXAMPLES = 500  # training pictures from which the ranges of the values are taken
AT_ONCE = 100  # pictures in a batch, when many are to be named
DIGITS = 4


def measure(files: NetworkFiles, int8: Path, dataset: Dataset) -> Measured:
    """Measure the network of `files`, and write it in 8 bits to `int8`."""
    split = make_split(dataset.train_labels, dataset.test_labels, "holdout", EXAMPLES, seed=0)
    learnt = dataset.train_images[split.train]
    model = keras.saving.load_model(files.keras, compile=False)
    with atomic_write(int8) as half:
        half.write_bytes(quantised(model, learnt))
    before, after = (_right(path, dataset) for path in (files.tflite, int8))
    return Measured(
        name=files.name,
        floats=_cost(files.tflite, before, dataset),
        int8=_cost(int8, after, dataset),
        pictures=len(before),
        lost=int((before & ~after).sum()),
        won=int((after & ~before).sum()),
        calibrated_on=len(learnt),
        machine=machine.in_words(),
        made=datetime.datetime.now(datetime.UTC).date().isoformat(),
    )


def _right(path: Path, dataset: Dataset) -> npt.NDArray[np.bool_]:
    right = right_at_each_level(Runtime(path), dataset.test_images[None], dataset.test_labels)
    return right.reshape(-1)


def _cost(path: Path, right: npt.NDArray[np.bool_], dataset: Dataset) -> Cost:
    return Cost(
        bytes=path.stat().st_size,
        milliseconds=round(milliseconds_per_picture(path, dataset.test_images) or 0.0, DIGITS),
        seconds=round(_seconds(path, dataset), DIGITS),
        accuracy=round(float(right.mean()), DIGITS),
    )


def _seconds(path: Path, dataset: Dataset) -> float:
    """The time in which all test pictures are named, in batches, reading and scaling left in."""
    runtime = Runtime(path)
    runtime.run(dataset.test_images[:AT_ONCE])
    began = time.perf_counter()
    for start in range(0, len(dataset.test_images), AT_ONCE):
        runtime.run(dataset.test_images[start : start + AT_ONCE])
    return time.perf_counter() - began
