"""Blocks of layers in plain Keras; a run's notebook holds this file's functions as they are."""

import keras


def residual_block(
    shape: tuple[int, ...],
    filters: int,
    kernel: int,
    seed: int,
    *,
    activation: str = "relu",
    bias: bool = True,
) -> keras.Model:
    """A residual block for feature maps of `shape` (height, width, channels), as a `keras.Model`.

    `seed` decides all its first weights.
    """

    def convolution(size: int, number: int) -> keras.Layer:
        drawn = keras.initializers.GlorotUniform(seed ^ number)
        return keras.layers.Conv2D(
            filters, size, padding="same", use_bias=bias, kernel_initializer=drawn
        )

    def normalised(x: keras.KerasTensor) -> keras.KerasTensor:
        # Keras's momentum of 0.99 needs more steps than a run on few pictures has.
        return keras.layers.BatchNormalization(momentum=0.9)(x)

    def activated(x: keras.KerasTensor) -> keras.KerasTensor:
        return keras.layers.Activation(activation)(x)

    came = keras.Input(shape)
    x = activated(normalised(convolution(kernel, 0)(came)))
    x = normalised(convolution(kernel, 1)(x))
    kept = came if shape[-1] == filters else convolution(1, 2)(came)
    return keras.Model(came, activated(keras.layers.Add()([x, kept])))
