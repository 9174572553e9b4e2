"""The forward pass that training uses: the network's own function, ordered for speed."""

from collections.abc import Callable, Iterator
from typing import Any

import keras
import tensorflow as tf

Forward = Callable[..., Any]
# Functions that never fall as their input grows: they and pooling can change places.
MONOTONE = (keras.activations.relu, keras.activations.linear, keras.activations.tanh)


def quick_forward(model: keras.Model) -> Forward:
    """The function of `model`, called as `model` itself is, on the same weights.

    A bias and a ReLU never change which value of a window is the largest, so max pooling goes
    first: the result is the same to the last bit, and two passes over the largest array fall away.
    What is not known here is called as the layer it is; a network whose layers cannot be looked
    into is returned as it came.
    """
    if getattr(model, "outputs", None) is None:
        return _function(model)
    functional = keras.Model(*ends(model))
    quick = dict(_quick_layers(functional))
    return _function(
        keras.models.clone_model(
            functional, clone_function=lambda layer: quick.get(id(layer), layer)
        )
    )


def _function(model: keras.Model) -> Forward:
    return lambda pictures, training: model(pictures, training=training)


def ends(model: keras.Model) -> tuple[Any, Any]:
    """The symbolic inputs and outputs of a network, nested as it takes and gives them."""
    if isinstance(model, keras.Sequential):
        return model.inputs[0], model.outputs[0]
    return model.input, model.output


def _quick_layers(model: keras.Model) -> Iterator[tuple[int, keras.layers.Layer]]:
    """What stands for a layer, by the layer's identity."""
    readers: dict[int, list[keras.layers.Layer]] = {}
    for layer in model.layers:
        for tensor in keras.tree.flatten(layer.input) if _called_once(layer) else ():
            readers.setdefault(id(tensor), []).append(layer)
    ends = {id(tensor) for tensor in model.outputs}
    for layer in model.layers:
        if not _can_be_split(layer):
            continue
        after = readers.get(id(layer.output), [])
        if len(after) == 1 and id(layer.output) not in ends and _is_max_pooling(after[0]):
            yield id(layer), Convolution(layer, name=layer.name)
            yield id(after[0]), PoolThenBias(after[0], layer, name=after[0].name)


def _called_once(layer: keras.layers.Layer) -> bool:
    return len(layer._inbound_nodes) == 1


def _can_be_split(layer: keras.layers.Layer) -> bool:
    return (
        type(layer) is keras.layers.Conv2D
        and _called_once(layer)
        and layer.use_bias
        and layer.groups == 1
        and layer.data_format == "channels_last"
        and layer.compute_dtype == "float32"
        and layer.activity_regularizer is None
        and layer.activation in MONOTONE
    )


def _is_max_pooling(layer: keras.layers.Layer) -> bool:
    return (
        type(layer) is keras.layers.MaxPooling2D
        and _called_once(layer)
        and layer.data_format == "channels_last"
    )


class Convolution(keras.layers.Layer):
    """A convolution without its bias and activation, which `PoolThenBias` adds later."""

    def __init__(self, layer: keras.layers.Conv2D, name: str) -> None:
        """Stand for `layer`, with its kernel."""
        super().__init__(name=name)
        self._layer = layer

    def call(self, values: tf.Tensor) -> tf.Tensor:
        """Feature maps (n, height, width, filters) without bias."""
        return self._layer.convolution_op(values, self._layer.kernel)


class PoolThenBias(keras.layers.Layer):
    """Max pooling, and after it the bias and activation of the convolution before."""

    def __init__(
        self, pooling: keras.layers.MaxPooling2D, convolution: keras.layers.Conv2D, name: str
    ) -> None:
        """Stand for `pooling` after `convolution`."""
        super().__init__(name=name)
        self._pooling, self._convolution = pooling, convolution

    def call(self, values: tf.Tensor) -> tf.Tensor:
        """Pooled feature maps (n, height, width, filters)."""
        pooled = self._pooling.call(values)
        # Added, because TensorFlow's own `bias_add` takes as long as a convolution on one thread.
        return self._convolution.activation(pooled + self._convolution.bias.value)
