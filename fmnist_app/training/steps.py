"""Many training steps in one call, and measurements in inference mode, on pictures as bytes."""

from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from fmnist_app.training.forward import Forward, logits_of

Indices = npt.NDArray[np.int32]
AT_ONCE = 100  # pictures: enough to be quick, few enough to stay small in memory


@dataclass(frozen=True)
class Pictures:
    """Pictures and labels as TensorFlow keeps them: uint8 (n, 28, 28) and uint8 (n,)."""

    images: tf.Tensor
    labels: tf.Tensor

    @classmethod
    def of(cls, images: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8]) -> "Pictures":
        """Copy arrays into tensors; bytes take an eighth of what the float arrays would."""
        return cls(tf.constant(images), tf.constant(labels))

    def batch(self, indices: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """Float32 pictures (n, 28, 28, 1) in [0, 1] and int32 labels (n,) at `indices`."""
        images = tf.cast(tf.gather(self.images, indices), tf.float32) / 255.0
        return images[..., tf.newaxis], tf.cast(tf.gather(self.labels, indices), tf.int32)


class Steps:
    """The training steps of one network: Adam on sparse categorical cross-entropy."""

    def __init__(
        self,
        model: keras.Sequential,
        optimizer: keras.optimizers.Adam,
        pictures: Pictures,
        batch_size: int,
    ) -> None:
        """Prepare to train `model` on `pictures`; compiled at the first call of `take`."""
        self._forward = logits_of(model)
        self._variables = model.trainable_variables
        self._optimizer = optimizer
        if not optimizer.built:
            optimizer.build(self._variables)
        self._pictures = pictures
        self._batch_size = batch_size

    def take(self, order: tf.Tensor, first: int, count: int) -> float:
        """Train `count` batches of the epoch's `order` (int32 indices) from batch `first` on.

        Returns the mean loss of these batches, in nats; not finite when training blew up.
        """
        return float(self._take(order, tf.constant(first), tf.constant(count)))

    @tf.function(
        input_signature=[
            tf.TensorSpec([None], tf.int32),
            tf.TensorSpec([], tf.int32),
            tf.TensorSpec([], tf.int32),
        ]
    )
    def _take(self, order: tf.Tensor, first: tf.Tensor, count: tf.Tensor) -> tf.Tensor:
        total = tf.constant(0.0)
        for step in tf.range(first, first + count):
            indices = order[step * self._batch_size : (step + 1) * self._batch_size]
            images, labels = self._pictures.batch(indices)
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(_cross_entropy(self._forward, images, labels)[0])
            variables = [variable.value for variable in self._variables]
            apply_adam(self._optimizer, self._variables, tape.gradient(loss, variables))
            total += loss
        return total / tf.cast(count, tf.float32)


def apply_adam(
    optimizer: keras.optimizers.Adam,
    variables: list[keras.Variable],
    gradients: list[tf.Tensor],
) -> None:
    """One step of Adam (Kingma and Ba, 2015) on the state that Keras's own optimiser holds.

    The same update as `optimizer.apply`, as one TensorFlow kernel per variable instead of some
    fifteen; that is a fifth of the whole training time of networks this small.
    """
    step = tf.cast(optimizer.iterations.value + 1, tf.float32)
    state = zip(variables, optimizer._momentums, optimizer._velocities, gradients, strict=True)
    for variable, momentum, velocity, gradient in state:
        tf.raw_ops.ResourceApplyAdam(
            var=variable.value.handle,
            m=momentum.value.handle,
            v=velocity.value.handle,
            beta1_power=tf.pow(optimizer.beta_1, step),
            beta2_power=tf.pow(optimizer.beta_2, step),
            lr=optimizer.learning_rate.value,
            beta1=optimizer.beta_1,
            beta2=optimizer.beta_2,
            epsilon=optimizer.epsilon,
            grad=gradient,
        )
    optimizer.iterations.assign_add(1)


class Measure:
    """Accuracy and loss of one network on chosen pictures, in inference mode."""

    def __init__(self, model: keras.Sequential) -> None:
        """Prepare to measure `model`; compiled at the first call."""
        self._forward = logits_of(model)

    def __call__(self, pictures: Pictures, indices: Indices) -> tuple[float, float]:
        """Number of right answers and summed loss in nats over `indices`."""
        hits, loss = self._sum(pictures.images, pictures.labels, tf.constant(indices))
        return float(hits), float(loss)

    def answers(self, pictures: Pictures, indices: Indices) -> npt.NDArray[np.float32]:
        """Logarithms of the softmax outputs (n, 10) for the pictures at `indices`."""
        parts = [
            self._logs(pictures.images, pictures.labels, tf.constant(indices[i : i + AT_ONCE]))
            for i in range(0, len(indices), AT_ONCE)
        ]
        return np.concatenate([part.numpy() for part in parts])

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, 28, 28], tf.uint8),
            tf.TensorSpec([None], tf.uint8),
            tf.TensorSpec([None], tf.int32),
        ]
    )
    def _logs(self, images: tf.Tensor, labels: tf.Tensor, indices: tf.Tensor) -> tf.Tensor:
        inputs, _ = Pictures(images, labels).batch(indices)
        return tf.nn.log_softmax(self._forward(inputs))

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, 28, 28], tf.uint8),
            tf.TensorSpec([None], tf.uint8),
            tf.TensorSpec([None], tf.int32),
        ]
    )
    def _sum(
        self, images: tf.Tensor, labels: tf.Tensor, indices: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        hits, total = tf.constant(0.0), tf.constant(0.0)
        for start in tf.range(0, tf.size(indices), AT_ONCE):
            chosen = indices[start : start + AT_ONCE]
            inputs, truth = Pictures(images, labels).batch(chosen)
            losses, logits = _cross_entropy(self._forward, inputs, truth)
            right = tf.equal(tf.argmax(logits, 1, tf.int32), truth)
            hits += tf.reduce_sum(tf.cast(right, tf.float32))
            total += tf.reduce_sum(losses)
        return hits, total


def _cross_entropy(
    forward: Forward, images: tf.Tensor, labels: tf.Tensor
) -> tuple[tf.Tensor, tf.Tensor]:
    logits = forward(images)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits), logits
