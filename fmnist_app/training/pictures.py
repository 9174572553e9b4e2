"""Pictures as a run keeps them: bytes, shared by its networks, made numbers batch by batch."""

import contextlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf

Indices = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Pictures:
    """Pictures and labels as TensorFlow has them: uint8 (n, 28, 28) and uint8 (n,)."""

    images: tf.Tensor
    labels: tf.Tensor

    @classmethod
    def of(cls, images: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8]) -> "Pictures":
        """Make tensors of arrays: of a mapped file without a copy, of others with one."""
        return cls(_tensor(images), tf.constant(labels))

    def batch(self, indices: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """Float32 pictures (n, 28, 28, 1) in [0, 1] and int32 labels (n,) at `indices`."""
        labels = tf.cast(tf.gather(self.labels, indices), tf.int32)
        return normalised(self.images, indices), labels


def normalised(images: tf.Tensor, indices: tf.Tensor) -> tf.Tensor:
    """The pictures at `indices`, of uint8 (n, 28, 28), as float32 (m, 28, 28, 1) in [0, 1]."""
    return (tf.cast(tf.gather(images, indices), tf.float32) / 255.0)[..., tf.newaxis]


def _tensor(images: npt.NDArray[np.uint8]) -> tf.Tensor:
    """The pictures as a tensor; a file's pages stay the system's, which can take them back."""
    mapped = images.base
    if isinstance(mapped, np.memmap) and mapped.filename and _same_memory(images, mapped):
        with contextlib.suppress(OSError):
            # The same pages once more: read-only memory cannot be handed over, and nobody writes.
            again = np.memmap(mapped.filename, mapped.dtype, "c", mapped.offset, mapped.shape)
            return tf.experimental.dlpack.from_dlpack(np.asarray(again).__dlpack__())
    return tf.constant(images)


def _same_memory(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays are the same one, not a part or a turned one."""
    where = [array.__array_interface__ for array in (one, other)]
    return all(where[0][name] == where[1][name] for name in ("data", "shape", "strides", "typestr"))
