"""Accuracy, loss and predictions of a network standing still, whatever it is being trained with."""

from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.training.forward import Forward, quick_forward
from fmnist_app.training.pictures import Indices, Pictures, normalised

AT_ONCE = 100  # pictures: enough to be quick, few enough to stay small in memory
PICTURES_PER_CALL = 2_000  # between two looks at the controls; a pause is felt at once
CLASSES = "classes"  # the output that a network with several has its ten probabilities in
Score = tuple[float, float]
Probabilities = npt.NDArray[np.float32]
CHOSEN = (tf.TensorSpec([None, 28, 28], tf.uint8), tf.TensorSpec([None], tf.int32))  # of which


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
        found = self.probabilities(pictures, indices)
        return None if found is None else score_of(found, pictures.labels.numpy()[indices])

    def probabilities(self, pictures: Pictures, indices: Indices) -> Probabilities | None:
        """The softmax outputs (n, 10) for the pictures at `indices`; nothing when a stop came."""
        parts = []
        for chosen in _calls(indices):
            if not self._go_on():
                return None
            parts.append(self._probabilities(pictures.images, chosen).numpy())
        return np.concatenate(parts)

    def log_probabilities(self, pictures: Pictures, indices: Indices) -> Probabilities:
        """Logarithms of the softmax outputs (n, 10), whatever comes in between."""
        images = pictures.images
        parts = [self._probabilities(images, chosen).numpy() for chosen in _calls(indices)]
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

    @tf.function(input_signature=CHOSEN, autograph=False)
    def _probabilities(self, images: tf.Tensor, indices: tf.Tensor) -> tf.Tensor:
        def more(start: tf.Tensor, parts: tf.TensorArray) -> tuple[tf.Tensor, tf.TensorArray]:
            chosen = normalised(images, indices[start : start + AT_ONCE])
            out: Any = self._forward(chosen, training=False)
            classes = out[CLASSES] if isinstance(out, dict) else out
            return start + AT_ONCE, parts.write(start // AT_ONCE, classes)

        # Parts wait for each other only where they are written: cores take them side by side.
        parts = tf.TensorArray(
            tf.float32, 0, dynamic_size=True, infer_shape=False, element_shape=[None, None]
        )
        _, parts = tf.while_loop(
            lambda start, _: start < tf.size(indices), more, (tf.constant(0), parts)
        )
        return parts.concat()


def _calls(indices: Indices) -> Iterator[tf.Tensor]:
    """The indices, as many as are asked in one call."""
    for first in range(0, len(indices), PICTURES_PER_CALL):
        yield tf.constant(indices[first : first + PICTURES_PER_CALL])


def score_of(probabilities: Probabilities, labels: npt.NDArray[np.uint8]) -> Score:
    """Accuracy and mean loss of softmax outputs (n, 10) for pictures of these labels (n,)."""
    hits = probabilities.argmax(axis=1) == labels
    told = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    least = keras.config.epsilon()  # as Keras's own loss has it
    return float(hits.mean()), float(-np.log(np.clip(told, least, 1 - least)).mean())
