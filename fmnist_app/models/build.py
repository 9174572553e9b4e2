"""Architectures turned into Keras networks; importing this loads TensorFlow."""

import keras
import numpy as np

from fmnist_app.models.blocks import residual_block
from fmnist_app.models.layers import (
    PICTURE,
    Activation,
    Architecture,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
    Shape,
)
from fmnist_app.models.table import DROPOUT_SEED, seed_places, with_inputs


def build(layers: Architecture, name: str, seed: int) -> keras.Sequential:
    """A fresh Keras network with weights drawn by `seed` (Glorot uniform, zero biases).

    Takes float32 pictures of shape (n, 28, 28, 1) in [0, 1]; gives (n, 10) probabilities.
    """
    seeds = np.random.SeedSequence(seed).generate_state(len(layers))
    made = [
        _keras_layer(layer, shape, int(seeds[place]))
        for (layer, shape), place in zip(with_inputs(layers), seed_places(layers), strict=True)
    ]
    return keras.Sequential([keras.Input(PICTURE), *made], name=name)


def _keras_layer(layer: Layer, shape: Shape, seed: int) -> keras.Layer:  # noqa: PLR0911 - a kind each
    match layer:
        case Conv() | Dense():
            return _with_kernel(layer, keras.initializers.GlorotUniform(seed))
        case Residual(filters, kernel, activation, bias):
            return residual_block(shape, filters, kernel, seed, activation=activation, bias=bias)
        case Dropout(rate):
            return keras.layers.Dropout(rate, seed=seed ^ DROPOUT_SEED)
        case BatchNorm():
            # As in a residual block.
            return keras.layers.BatchNormalization(momentum=0.9)
        case Activation(kind):
            return keras.layers.Activation(kind)
        case MaxPool(size):
            return keras.layers.MaxPooling2D(size)
        case GlobalPool():
            return keras.layers.GlobalAveragePooling2D()
        case Flatten():
            return keras.layers.Flatten()


def _with_kernel(layer: Conv | Dense, drawn: keras.initializers.Initializer) -> keras.Layer:
    match layer:
        case Dense(units, activation):
            return keras.layers.Dense(units, activation=activation, kernel_initializer=drawn)
        case Conv(filters, kernel, same, activation, bias):
            return keras.layers.Conv2D(
                filters,
                kernel,
                padding="same" if same else "valid",
                activation=activation,
                use_bias=bias,
                kernel_initializer=drawn,
            )
