"""The two robust networks: the Standard architecture, and a wider one of our own."""

from __future__ import annotations

from collections.abc import Callable

import keras
from keras import layers


def standard_robust() -> keras.Model:
    """The Standard architecture (121,930 parameters) and a clothing output beside it (65 more)."""
    pixels = keras.Input((28, 28, 1), name="pixels")
    x = layers.Conv2D(32, 3, activation="relu")(pixels)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    features = layers.Dense(64, activation="relu", name="features")(x)
    return _with_outputs(pixels, features, "standard_robust")


def wide() -> keras.Model:
    """Four convolutions of 32 to 128 maps and one dense layer of 128; under 500,000 parameters."""
    pixels = keras.Input((28, 28, 1), name="pixels")
    x = layers.MaxPooling2D()(_convolved(pixels, 32))
    x = layers.MaxPooling2D()(_convolved(x, 64))
    x = _convolved(x, 96)
    x = layers.MaxPooling2D()(_convolved(x, 128))
    x = layers.Dropout(0.25)(layers.Flatten()(x))
    features = layers.Dense(128, activation="relu", name="features")(x)
    return _with_outputs(pixels, layers.Dropout(0.1)(features), "wide")


NETWORKS: dict[str, Callable[[], keras.Model]] = {
    "standard-robust": standard_robust,
    "wide": wide,
    "wide-photos": wide,
}
# Visitors know them by what they are for.
TITLES = {
    "standard-robust": "Robust, small",
    "wide": "Robust",
    "wide-photos": "Robust, with photos",
}


def _convolved(x: keras.KerasTensor, maps: int) -> keras.KerasTensor:
    """A 3x3 convolution of the same size, with ReLU."""
    return layers.Conv2D(
        maps, 3, padding="same", activation="relu", kernel_initializer="he_normal"
    )(x)


def _with_outputs(pixels: keras.KerasTensor, features: keras.KerasTensor, name: str) -> keras.Model:
    """The network with its outputs by name: classes (10), clothing (1) and the features."""
    classes = layers.Dense(10, activation="softmax", name="classes", dtype="float32")(features)
    clothing = layers.Dense(1, activation="sigmoid", name="clothing", dtype="float32")(features)
    outputs = {"classes": classes, "clothing": clothing, "features": features}
    return keras.Model(pixels, outputs, name=name)
