"""The order in which a run's pictures come: batches of indices, shuffled anew for each epoch."""

import math

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf


class EpochOrder(keras.callbacks.Callback):
    """Shuffles before each epoch, by the run's seed and the epoch's number.

    An epoch's order depends on nothing else, so that a run that goes on, in mid-epoch too, meets
    the batches that it would have met.
    """

    def __init__(self, indices: npt.NDArray[np.int32], batch_size: int, seed: int) -> None:
        """Shuffle `indices` (n,) into batches of `batch_size`, the last of an epoch smaller."""
        super().__init__()
        self._indices, self._batch_size, self._seed = indices, batch_size, seed
        self._order = tf.Variable(indices, trainable=False)

    @property
    def steps(self) -> int:
        """Batches in one epoch."""
        return math.ceil(len(self._indices) / self._batch_size)

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Shuffle for this epoch."""
        chance = np.random.default_rng([self._seed, epoch])
        self._order.assign(chance.permutation(self._indices))

    def batches(self, first: int = 0, end: int | None = None) -> tf.data.Dataset:
        """The int32 indices of one epoch's batches for `fit`: from `first` on, up to `end`."""
        end = self.steps if end is None else min(end, self.steps)
        options = tf.data.Options()
        # Its thread sleeps for seconds and has to be waited for at the end of each epoch, and
        # there is nothing here to tune.
        options.autotune.enabled = False
        # Within the pipeline, so that the order is read when an epoch begins.
        epoch = tf.data.Dataset.range(1).flat_map(lambda _: self._epoch(first).take(end - first))
        counted = epoch.apply(tf.data.experimental.assert_cardinality(end - first))
        return counted.with_options(options)

    def _epoch(self, first: int) -> tf.data.Dataset:
        size = self._batch_size
        indices = self._order.read_value()[first * size :]
        full = len(self._indices) // size - first
        whole = tf.reshape(indices[: full * size], [full, size])
        batches = tf.data.Dataset.from_tensor_slices(whole)
        if len(self._indices) % size == 0:
            return batches
        return batches.concatenate(tf.data.Dataset.from_tensors(indices[full * size :]))
