"""Pictures as a run keeps them: bytes, shared by its networks, made numbers batch by batch."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf

Indices = npt.NDArray[np.int32]


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
