"""Training pictures altered in the training graph, each anew for every epoch."""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from fmnist_app.training.augmentation import Strengths
from fmnist_app.training.draws import CENTRE, SIDE, transforms
from fmnist_app.training.pictures import Indices

NEAREST_PLANE = 0.05  # as in the pages' own copy of this, `augment.warp`
PADDED = SIDE + 1  # places at which four pixels meet, in a row, with a black rim around


class Augmenter(keras.callbacks.Callback):
    """Alters a batch by what was drawn for the epoch that `fit` has begun.

    One projective transform for each picture, bilinear, black outside, then a black rectangle.
    """

    def __init__(self, strengths: Strengths, indices: Indices, seed: int) -> None:
        """Draw by `seed` for the pictures at `indices` (n,) when an epoch begins, not before."""
        super().__init__()
        self._strengths, self._indices, self._seed = strengths, indices, seed
        self._rows = 3 if strengths.perspective else 2
        count = int(indices.max()) + 1
        self._matrices = tf.Variable(tf.zeros([count, self._rows * 3]), trainable=False)
        self._rectangles = tf.Variable(tf.zeros([count, 4], tf.int32), trainable=False)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras's
        """Draw for this epoch."""
        matrices, rectangles = transforms(self._seed, epoch, self._indices, **vars(self._strengths))
        # From the centre to the corner of a picture with a black rim of one pixel.
        matrices[:, :2] += (CENTRE + 1) * matrices[:, 2:]
        flat = matrices[:, : self._rows].reshape(-1, self._rows * 3)
        self._matrices.assign(_spread(flat, self._indices, self._matrices))
        self._rectangles.assign(_spread(rectangles, self._indices, self._rectangles))

    def altered(self, images: tf.Tensor, indices: tf.Tensor) -> tf.Tensor:
        """Float32 pictures (n, 28, 28) in [0, 1] of uint8 ones, by their `indices` (n,)."""
        x, y = self._places(indices)
        pictures = _bilinear(images, x, y)
        if self._strengths.erase:
            pictures *= _kept(tf.gather(self._rectangles, indices))
        return pictures / 255.0

    def _places(self, indices: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """Where in the rimmed picture (n, 784) each new pixel looks."""
        matrices = tf.reshape(tf.gather(self._matrices, indices), [-1, 3])
        found = tf.reshape(tf.matmul(matrices, GRID), [-1, self._rows, SIDE * SIDE])
        x, y = found[:, 0], found[:, 1]
        if self._strengths.perspective:
            plane = tf.maximum(found[:, 2], NEAREST_PLANE)
            x, y = x / plane, y / plane
        return x, y


def _bilinear(images: tf.Tensor, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    """Tones at places in the rimmed pictures: the four pixels around each by one gather."""
    rimmed = tf.pad(images, [[0, 0], [1, 1], [1, 1]])
    before, after = slice(None, -1), slice(1, None)
    corners = [rimmed[:, down, right] for down in (before, after) for right in (before, after)]
    four = tf.reshape(tf.bitcast(tf.stack(corners, axis=-1), tf.int32), [-1])
    x, y = tf.clip_by_value(x, 0.0, SIDE + 1.0), tf.clip_by_value(y, 0.0, SIDE + 1.0)
    left, top = tf.minimum(tf.floor(x), SIDE), tf.minimum(tf.floor(y), SIDE)
    first = PADDED * PADDED * tf.range(tf.shape(images)[0])[:, tf.newaxis]
    found = tf.gather(four, first + tf.cast(top * PADDED + left, tf.int32))
    found = tf.cast(tf.bitcast(found, tf.uint8), tf.float32)
    near, right, below, far = tf.unstack(found, axis=-1)
    across = x - left
    upper = near + across * (right - near)
    lower = below + across * (far - below)
    tones = upper + (y - top) * (lower - upper)
    return tf.reshape(tones, [-1, SIDE, SIDE])


def _kept(rectangles: tf.Tensor) -> tf.Tensor:
    """1 outside of the rectangles (n, 4), 0 within: (n, 28, 28)."""
    left, top, right, bottom = tf.unstack(rectangles[:, :, tf.newaxis], axis=1)
    along = tf.range(SIDE)[tf.newaxis]
    columns = tf.cast((along >= left) & (along < right), tf.float32)
    rows = tf.cast((along >= top) & (along < bottom), tf.float32)
    return 1.0 - rows[:, :, tf.newaxis] * columns[:, tf.newaxis]


def _grid() -> npt.NDArray[np.float32]:
    """Each pixel's place from the centre, and a 1: (3, 784)."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE] - CENTRE
    return np.stack([columns, rows, np.ones_like(rows)]).reshape(3, -1).astype(np.float32)


def _spread(values: np.ndarray, indices: Indices, target: tf.Variable) -> np.ndarray:
    """Values (n, k) at the places of their pictures, zeros elsewhere."""
    whole = np.zeros(target.shape, target.dtype.as_numpy_dtype)
    whole[indices] = values
    return whole


GRID = _grid()  # no tensor: TensorFlow's threads are yet to be chosen when this is loaded
