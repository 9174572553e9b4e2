"""What a robust network learns from, and with which losses, by Keras's `fit`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

from fmnist_app.training.quick import QuickSteps
from fmnist_app.zoo.pool import Pool, batches

STEPS_PER_CALL = 10
# Pictures (n, 28, 28, 1), and by output what is true of them and how much each counts.
Batch = tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]


@dataclass(frozen=True)
class FitSettings:
    """How a robust network is fitted; written into its card."""

    epochs: int = 12
    batch_size: int = 128
    learning_rate: float = 1.5e-3
    weight_decay: float = 1e-4
    smoothing: float = 0.05
    clothing_weight: float = 0.4
    plain_weight: float = 1.0
    seed: int = 7


def learn(
    network: keras.Model,
    plain: Pool,
    pools: list[Pool],
    settings: FitSettings,
    callbacks: tuple[keras.callbacks.Callback, ...] = (),
) -> keras.callbacks.History:
    """Fit `network` in place; each epoch sees all plain pictures and one of `pools` in turn."""
    steps = _steps(plain, pools, settings.batch_size)
    return fit(network, lambda: _batches(plain, pools, settings), steps, settings, callbacks)


def fit(
    network: keras.Model,
    batches_of: Callable[[], Iterator[Batch]],
    steps: int,
    settings: FitSettings,
    callbacks: tuple[keras.callbacks.Callback, ...] = (),
) -> keras.callbacks.History:
    """Fit `network` in place to batches without end, `steps` of them in each epoch."""
    network.compile(
        optimizer=keras.optimizers.AdamW(
            _rate(settings, steps * settings.epochs),
            weight_decay=settings.weight_decay,
            use_ema=True,
            ema_momentum=0.998,
        ),
        loss={
            # Weighted so that classes are learnt from clothing only.
            "classes": SetCrossentropy(settings.smoothing),
            "clothing": keras.losses.BinaryCrossentropy(),
        },
        loss_weights={"classes": 1.0, "clothing": settings.clothing_weight},
        steps_per_execution=min(STEPS_PER_CALL, steps),
    )
    QuickSteps(network)
    return network.fit(
        _data(batches_of),
        epochs=settings.epochs,
        steps_per_epoch=steps,
        callbacks=list(callbacks),
        shuffle=False,  # the pools are shuffled as they are read
        verbose=0,
    )


class SetCrossentropy(keras.losses.Loss):
    """Cross-entropy where several classes may be right: of their probabilities' sum.

    With one class it is the usual one. `smoothing` is the share of the truth that is spread over
    all classes. Weights of 0 leave a picture out of the mean.
    """

    def __init__(self, smoothing: float) -> None:
        """Set up the loss."""
        super().__init__(reduction="mean_with_sample_weight")
        self._smoothing = smoothing

    def call(self, y_true: tf.Tensor, y_pred: tf.Tensor) -> tf.Tensor:
        """Losses (n,) of probabilities (n, 10), by what may be right: `y_true` (n, 10), 0 to 1.

        A class with less than 1 is less likely to be the right one. A picture with nothing that
        may be right has a loss without meaning: give it weight 0.
        """
        least = keras.config.epsilon()
        share = keras.ops.clip(y_pred, least, 1.0)
        right = keras.ops.clip(keras.ops.sum(y_true * share, axis=-1), least, 1.0)
        spread = keras.ops.mean(keras.ops.log(share), axis=-1)
        return -(1.0 - self._smoothing) * keras.ops.log(right) - self._smoothing * spread


def whole_calls(steps: int) -> int:
    """The most steps, not above `steps`, that whole calls of several steps make."""
    return steps - steps % STEPS_PER_CALL if steps > STEPS_PER_CALL else steps


def _steps(plain: Pool, pools: list[Pool], batch_size: int) -> int:
    """Steps of every epoch: as many as the smallest pool has, in whole calls."""
    return whole_calls((len(plain.labels) + min(len(pool.labels) for pool in pools)) // batch_size)


def _rate(settings: FitSettings, steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    """Warming up over a twentieth of the steps, then falling along a cosine."""
    warming = steps // 20
    return keras.optimizers.schedules.CosineDecay(
        1e-5, steps - warming, warmup_target=settings.learning_rate, warmup_steps=warming
    )


def _data(batches_of: Callable[[], Iterator[Batch]]) -> tf.data.Dataset:
    pictures = tf.TensorSpec((None, 28, 28, 1), tf.float32)
    one_hot, number = tf.TensorSpec((None, 10), tf.float32), tf.TensorSpec((None,), tf.float32)
    truth = {"classes": one_hot, "clothing": tf.TensorSpec((None, 1), tf.float32)}
    weights = {"classes": number, "clothing": number}
    return tf.data.Dataset.from_generator(
        batches_of, output_signature=(pictures, truth, weights)
    ).prefetch(2)


def _batches(plain: Pool, pools: list[Pool], settings: FitSettings) -> Iterator[Batch]:
    """Batches without end from the plain pictures and the pools in turn."""
    rng = np.random.default_rng(settings.seed)
    steps, epoch = _steps(plain, pools, settings.batch_size), 0
    while True:
        pool = pools[epoch % len(pools)]
        found = batches(plain, pool, settings.batch_size, settings.plain_weight, rng)
        for _, (pictures, labels, weights) in zip(range(steps), found, strict=False):
            is_clothing = (labels >= 0).astype(np.float32)
            classes = np.eye(10, dtype=np.float32)[np.maximum(labels, 0)]
            truth = {"classes": classes, "clothing": is_clothing[:, None]}
            counts = {"classes": weights * is_clothing, "clothing": np.ones_like(weights)}
            yield pictures, truth, counts
        epoch += 1
