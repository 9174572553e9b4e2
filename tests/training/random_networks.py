"""Networks drawn at random, of all kinds of layers that a visitor may put together."""

import keras
import numpy as np

layers = keras.layers
ACTIVATIONS = ("relu", "tanh", "gelu", "linear")


def random_network(seed: int) -> keras.Model:
    """A Sequential or functional network for pictures (28, 28, 1), with weights drawn by `seed`."""
    keras.utils.set_random_seed(seed)
    draw = np.random.default_rng(seed)
    pixels = keras.Input((28, 28, 1))
    x = layers.MaxPooling2D(2)(pixels) if draw.random() < 0.5 else pixels
    for _ in range(draw.integers(1, 4)):
        x = _block(x, draw)
    x = layers.GlobalAveragePooling2D()(x) if draw.random() < 0.5 else layers.Flatten()(x)
    classes = layers.Dense(10, activation="softmax", name="classes")(x)
    return keras.Model(pixels, classes)


def _block(x: keras.KerasTensor, draw: np.random.Generator) -> keras.KerasTensor:
    activation = str(draw.choice(ACTIVATIONS))
    padding = str(draw.choice(["same", "valid"]))
    kind = draw.integers(5)
    if kind == 0:
        x = layers.Conv2D(6, 3, padding=padding, activation=activation)(x)
        return layers.MaxPooling2D(2, padding="same")(x)
    if kind == 1:
        x = layers.SeparableConv2D(6, 3, padding="same", activation=activation)(x)
    elif kind == 2:
        x = layers.Conv2D(6, 3, padding="same", use_bias=False)(x)
        x = layers.Activation(activation)(layers.BatchNormalization()(x))
    elif kind == 3:
        x = layers.Conv2D(6, 1, activation=activation)(x)
        y = layers.Conv2D(6, 3, padding="same", kernel_regularizer="l2")(x)
        x = layers.Add()([x, y])
    else:
        x = layers.Dropout(0.0)(layers.Conv2D(6, 3, strides=2, padding="same")(x))
    return x
