"""A trained network handed on: for Keras, for LiteRT, and with its answers to the test pictures."""

import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema
from tensorflow.lite.tools import flatbuffer_utils

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
    with CONVERTING:
        function = _inference(model)
        converter = tf.lite.TFLiteConverter.from_concrete_functions([function], model)
        # A SavedModel in between, written and read, would take six times as long.
        converter.experimental_lower_to_saved_model = False
        if examples or half_size:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if half_size:
            converter.target_spec.supported_types = [tf.float16]
        if examples:
            converter.representative_dataset = examples
            converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        return _signed(converter.convert(), sorted(function.structured_outputs))


def _inference(model: keras.Model) -> Any:
    """The network as a function of pixels, as many pictures as there come, outputs by name."""
    pixels = tf.TensorSpec((None, *model.input_shape[1:]), tf.float32, name="pixels")

    @tf.function(input_signature=[pixels], autograph=False)
    def outputs(pixels: tf.Tensor) -> dict[str, tf.Tensor]:
        found = model(pixels, training=False)
        return found if isinstance(found, dict) else {"classes": found}

    return outputs.get_concrete_function()


def _signed(made: bytes, outputs: list[str]) -> bytes:
    """The LiteRT file with a signature: its input is called "pixels", its outputs as they are."""
    read = flatbuffer_utils.convert_bytearray_to_object(bytearray(made))
    graph = read.subgraphs[0]
    signature = schema.SignatureDefT()
    signature.signatureKey = b"serving_default"
    signature.inputs = [_tensor("pixels", graph.inputs[0])]
    signature.outputs = list(map(_tensor, outputs, graph.outputs))
    read.signatureDefs = [signature]
    return bytes(flatbuffer_utils.convert_object_to_bytearray(read))


def _tensor(name: str, index: int) -> Any:
    """A name for the tensor of this index."""
    named = schema.TensorMapT()
    named.name, named.tensorIndex = name.encode(), index
    return named


def quantised(model: keras.Model, pictures: npt.NDArray[np.uint8]) -> bytes:
    """The network as a LiteRT file that calculates in 8-bit whole numbers, fed and read in floats.

    The ranges of its values are taken from `pictures` (n, 28, 28).
    """

    def examples() -> Iterator[list[npt.NDArray[np.float32]]]:
        for picture in normalise(pictures):
            yield [picture[None]]

    with warnings.catch_warnings():
        # They come with the examples; the converter looks for them in another place.
        warnings.filterwarnings("ignore", "Statistics for quantized inputs", UserWarning)
        return light(model, examples)


def _temperature(training: Training) -> float | None:
    """Fitted on the validation pictures; None where these are the test pictures themselves."""
    found = training.validation_predictions()
    return None if found is None else fit_temperature(*found)
