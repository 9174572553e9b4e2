"""The forward pass that training uses: the network's own function, ordered for speed."""

from collections.abc import Callable, Iterator

import keras
import tensorflow as tf

Forward = Callable[[tf.Tensor], tf.Tensor]


def logits_of(model: keras.Sequential) -> Forward:
    """A function from float32 pictures (n, 28, 28, 1) to logits (n, 10): `model` less its softmax.

    A bias and a ReLU never change which value of a window is the largest, so pooling goes first:
    the result is the same to the last bit, and two passes over the largest array fall away.
    """
    stages = list(_stages(model.layers))

    def forward(pictures: tf.Tensor) -> tf.Tensor:
        for stage in stages:
            pictures = stage(pictures)
        return pictures

    return forward


def _stages(layers: list[keras.Layer]) -> Iterator[Forward]:
    todo = list(layers)
    while todo:
        layer = todo.pop(0)
        match layer:
            case keras.layers.Conv2D():
                yield _conv_and_pool(layer, todo.pop(0))
            case keras.layers.Flatten():
                yield lambda values: tf.reshape(values, (tf.shape(values)[0], -1))
            case keras.layers.Dense():
                yield _dense(layer, last=not todo)
            case _:
                raise TypeError(f"No forward pass for a layer of kind {type(layer).__name__}.")


def _conv_and_pool(conv: keras.layers.Conv2D, pool: keras.layers.Layer) -> Forward:
    if not isinstance(pool, keras.layers.MaxPooling2D):
        raise TypeError("A convolution is expected to be followed by max pooling.")

    def stage(values: tf.Tensor) -> tf.Tensor:
        maps = tf.nn.conv2d(values, conv.kernel.value, strides=1, padding="VALID")
        maps = tf.nn.max_pool2d(maps, pool.pool_size, pool.pool_size, padding="VALID")
        return tf.nn.relu(tf.nn.bias_add(maps, conv.bias.value))

    return stage


def _dense(layer: keras.layers.Dense, *, last: bool) -> Forward:
    width = layer.kernel.shape[0]

    def stage(values: tf.Tensor) -> tf.Tensor:
        sums = tf.matmul(tf.ensure_shape(values, (None, width)), layer.kernel.value)
        sums = tf.nn.bias_add(sums, layer.bias.value)
        return sums if last else tf.nn.relu(sums)

    return stage
