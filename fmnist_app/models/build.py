"""Architectures turned into Keras networks; importing this loads TensorFlow."""

import keras
import numpy as np

from fmnist_app.models.blocks import residual_block
from fmnist_app.models.layers import (
    PICTURE,
    Architecture,
    Conv,
    Dense,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
    Shape,
    with_inputs,
)


def build(layers: Architecture, name: str, seed: int) -> keras.Sequential:
    """A fresh Keras network with weights drawn by `seed` (Glorot uniform, zero biases).

    Takes float32 pictures of shape (n, 28, 28, 1) in [0, 1]; gives (n, 10) probabilities.
    """
    seeds = np.random.SeedSequence(seed).generate_state(len(layers))
    made = [
        _keras_layer(layer, shape, int(layer_seed))
        for (layer, shape), layer_seed in zip(with_inputs(layers), seeds, strict=True)
    ]
    return keras.Sequential([keras.Input(PICTURE), *made], name=name)


def _keras_layer(layer: Layer, shape: Shape, seed: int) -> keras.Layer:
    drawn = keras.initializers.GlorotUniform(seed)
    match layer:
        case Conv(filters, kernel, same):
            return keras.layers.Conv2D(
                filters,
                kernel,
                padding="same" if same else "valid",
                activation="relu",
                kernel_initializer=drawn,
            )
        case MaxPool(size):
            return keras.layers.MaxPooling2D(size)
        case Residual(filters, kernel):
            return residual_block(shape, filters, kernel, seed)
        case GlobalPool():
            return keras.layers.GlobalAveragePooling2D()
        case Flatten():
            return keras.layers.Flatten()
        case Dense(units, activation):
            return keras.layers.Dense(
                units,
                activation=activation,
                kernel_initializer=drawn,
            )
