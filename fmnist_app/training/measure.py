"""Accuracy, loss and predictions of a network standing still, whatever it is being trained with."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.training.forward import Forward, quick_forward
from fmnist_app.training.pictures import Indices, Pictures

AT_ONCE = 100  # pictures: enough to be quick, few enough to stay small in memory
PICTURES_PER_CALL = 2_000  # between two looks at the controls; a pause is felt at once
CLASSES = "classes"  # the output that a network with several has its ten probabilities in
Score = tuple[float, float]
CHOSEN = (  # all pictures, their labels, and which of them
    tf.TensorSpec([None, 28, 28], tf.uint8),
    tf.TensorSpec([None], tf.uint8),
    tf.TensorSpec([None], tf.int32),
)


class Measure:
    """Measures one network on chosen pictures, in inference mode.

    The loss is plain cross-entropy in nats, so that networks trained with other losses compare.
    """

    def __init__(
        self,
        model: keras.Model,
        forward: Forward | None = None,
        go_on: Callable[[], bool] = lambda: True,
    ) -> None:
        """Prepare to measure `model`, if wanted by a quicker `forward` of the same function.

        `go_on` is asked now and then, and may wait; where it says no, a measurement ends early.
        """
        self._forward, self._go_on = forward or quick_forward(model), go_on

    def score(self, pictures: Pictures, indices: Indices) -> Score | None:
        """Accuracy and mean loss over `indices` (n,); nothing when a stop came in between."""
        hits = loss = 0.0
        for first in range(0, len(indices), PICTURES_PER_CALL):
            if not self._go_on():
                return None
            chosen = tf.constant(indices[first : first + PICTURES_PER_CALL])
            more = self._sum(pictures.images, pictures.labels, chosen)
            hits, loss = hits + float(more[0]), loss + float(more[1])
        return hits / len(indices), loss / len(indices)

    def log_probabilities(self, pictures: Pictures, indices: Indices) -> npt.NDArray[np.float32]:
        """Logarithms of the softmax outputs (n, 10) for the pictures at `indices`."""
        parts = [
            self._probabilities(
                pictures.images, pictures.labels, tf.constant(indices[i : i + AT_ONCE])
            ).numpy()
            for i in range(0, len(indices), AT_ONCE)
        ]
        return logarithms(np.concatenate(parts))

    def answers(
        self, pictures: Pictures, indices: Indices
    ) -> tuple[tuple[int, ...], tuple[float, ...]] | None:
        """The likeliest class of each picture at `indices`, and how likely; nothing if blown up."""
        said = np.exp(self.log_probabilities(pictures, indices))
        if not np.isfinite(said).all():
            return None
        shares = said.max(axis=1)
        return tuple(said.argmax(axis=1).tolist()), tuple(round(float(s), 4) for s in shares)

    def _classes(self, pictures: tf.Tensor) -> tf.Tensor:
        out: Any = self._forward(pictures, training=False)
        return out[CLASSES] if isinstance(out, dict) else out

    @tf.function(input_signature=CHOSEN, autograph=False)
    def _probabilities(self, images: tf.Tensor, labels: tf.Tensor, indices: tf.Tensor) -> tf.Tensor:
        return self._classes(Pictures(images, labels).batch(indices)[0])

    @tf.function(input_signature=CHOSEN, autograph=False)
    def _sum(
        self, images: tf.Tensor, labels: tf.Tensor, indices: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        def more(start: tf.Tensor, hits: tf.Tensor, total: tf.Tensor) -> tuple[tf.Tensor, ...]:
            inputs, truth = Pictures(images, labels).batch(indices[start : start + AT_ONCE])
            classes = self._classes(inputs)
            right = tf.equal(tf.argmax(classes, 1, tf.int32), truth)
            hits += tf.reduce_sum(tf.cast(right, tf.float32))
            total += tf.reduce_sum(keras.losses.sparse_categorical_crossentropy(truth, classes))
            return start + AT_ONCE, hits, total

        nothing = tf.constant(0), tf.constant(0.0), tf.constant(0.0)
        _, hits, total = tf.while_loop(lambda start, *_: start < tf.size(indices), more, nothing)
        return hits, total
