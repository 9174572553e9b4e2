"""The report's own recipe, as the cells of its notebook have it: the yardstick for `bench`.

Plain Keras with every default: float64 arrays, batches of 32, `fit` with the test pictures as
validation data, one network after the other. It takes nothing of the app but the verified data set.
Started as `python -m fmnist_app.bench.recipe EPOCHS SEED OUT`; writes its figures to OUT as JSON.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from fmnist_app.data import load_dataset

Float64Array = npt.NDArray[np.float64]


def basic() -> keras.Sequential:
    """The report's Basic: one convolution, one pooling, ten answers."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, (3, 3), activation="relu"),
            keras.layers.MaxPooling2D((2, 2)),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def standard() -> keras.Sequential:
    """The report's Standard: two convolutions, two poolings, a hidden layer, ten answers."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, (3, 3), activation="relu"),
            keras.layers.MaxPooling2D((2, 2)),
            keras.layers.Conv2D(64, (3, 3), activation="relu"),
            keras.layers.MaxPooling2D((2, 2)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def prepare(images: npt.NDArray[np.uint8]) -> Float64Array:
    """Pictures as the notebook makes them: float64 in [0, 1] with a channel axis."""
    return np.expand_dims(images / 255.0, -1)


def train(epochs: int, seed: int) -> dict[str, Any]:
    """Train both networks; seconds run from just before the first `fit` to the end of the last."""
    data = load_dataset()
    train_images, test_images = prepare(data.train_images), prepare(data.test_images)
    keras.utils.set_random_seed(seed)
    networks = {"basic": basic(), "standard": standard()}
    for model in networks.values():
        model.compile(
            optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
        )
    accuracies = {}
    began = time.perf_counter()
    for name, model in networks.items():
        history = model.fit(
            train_images,
            data.train_labels,
            epochs=epochs,
            batch_size=32,
            validation_data=(test_images, data.test_labels),
        )
        accuracies[name] = float(history.history["val_accuracy"][-1])
    return {"seconds": time.perf_counter() - began, "val_accuracy": accuracies}


def main(epochs: str, seed: str, out: str) -> None:
    """Train as asked and write the figures to the file `out`."""
    Path(out).write_text(json.dumps(train(int(epochs), int(seed))), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
