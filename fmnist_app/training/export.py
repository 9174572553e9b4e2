"""A trained network handed on: for Keras, for LiteRT, and with its answers to the test pictures."""

import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data.normalise import normalise
from fmnist_app.evaluation.calibration import fit_temperature
from fmnist_app.evaluation.predictions import Predictions, write_predictions
from fmnist_app.training.fit import Training
from fmnist_app.training.points import Listener, Result

CONVERTING = threading.Lock()  # the converter speaks to files and a compiler of its own


def keep_predictions(
    training: Training,
    result: Result,
    data_sha256: str,
    files: NetworkFiles,
    on_file: Listener[Path],
) -> None:
    """Write the test predictions of a finished network, for `on_file`; outdated ones go."""
    files.test_predictions.unlink(missing_ok=True)
    if result.ending == "finished":
        logs = training.test_predictions()
        write_predictions(
            Predictions(logs, _temperature(training), data_sha256), files.test_predictions
        )
        on_file(files.test_predictions)


def hand_on(model: keras.Model, folder: Path, on_file: Listener[Path]) -> None:
    """Write `model` as Keras's file and as a LiteRT file, each whole or not at all, for `on_file`.

    The one for Keras holds the optimiser too.
    """
    files = NetworkFiles(folder, model.name)
    with atomic_write(files.keras) as half:
        model.save(half)
    on_file(files.keras)
    with atomic_write(files.tflite) as half:
        half.write_bytes(light(model))
    on_file(files.tflite)


def light(
    model: keras.Model,
    examples: Callable[[], Iterator[Any]] | None = None,
    *,
    half_size: bool = False,
) -> bytes:
    """The network as a LiteRT file whose input is called "pixels".

    Its outputs keep their names; a network with a single one has it called "classes". With
    `examples` it calculates in 8-bit whole numbers, whose ranges are taken from them; at
    `half_size` it keeps its weights in 16 bits, and calculates in 32.
    """
    with CONVERTING, tempfile.TemporaryDirectory() as folder:
        pixels = keras.Input(model.input_shape[1:], name="pixels")
        outputs = model(pixels)
        named = outputs if isinstance(outputs, dict) else {"classes": outputs}
        keras.Model(pixels, named).export(folder, format="tf_saved_model", verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        if examples or half_size:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if half_size:
            converter.target_spec.supported_types = [tf.float16]
        if examples:
            converter.representative_dataset = examples
            converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        made: bytes = converter.convert()
    return made


def quantised(model: keras.Model, pictures: npt.NDArray[np.uint8]) -> bytes:
    """The network as a LiteRT file that calculates in 8-bit whole numbers, fed and read in floats.

    The ranges of its values are taken from `pictures` (n, 28, 28).
    """

    def examples() -> Iterator[dict[str, npt.NDArray[np.float32]]]:
        for picture in normalise(pictures):
            yield {"pixels": picture[None]}

    return light(model, examples)


def _temperature(training: Training) -> float | None:
    """Fitted on the validation pictures; None where these are the test pictures themselves."""
    found = training.validation_predictions()
    return None if found is None else fit_temperature(*found)
