"""Fitting one robust network to the pools: one loop, two losses, a falling rate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

from fmnist_app.robust.pool import Pool, batches


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


def fit(
    network: keras.Model,
    plain: Pool,
    pools: list[Pool],
    settings: FitSettings,
    on_epoch: Callable[[int, float], None] | None = None,
) -> None:
    """Fit `network` in place; each epoch sees all plain pictures and one of `pools` in turn.

    `on_epoch(epoch, loss)` is called after each epoch, counted from 1.
    """
    rng = np.random.default_rng(settings.seed)
    total = sum(
        (len(plain.labels) + len(pools[e % len(pools)].labels)) // settings.batch_size
        for e in range(settings.epochs)
    )
    rate = keras.optimizers.schedules.CosineDecay(
        1e-5, total - total // 20, warmup_target=settings.learning_rate, warmup_steps=total // 20
    )
    optimizer = keras.optimizers.AdamW(
        rate, weight_decay=settings.weight_decay, use_ema=True, ema_momentum=0.998
    )
    optimizer.build(network.trainable_variables)
    step = _step(network, optimizer, settings)
    for epoch in range(settings.epochs):
        losses = [
            step(tf.constant(pictures), tf.constant(labels), tf.constant(weights))
            for pictures, labels, weights in batches(
                plain, pools[epoch % len(pools)], settings.batch_size, settings.plain_weight, rng
            )
        ]
        if on_epoch:
            on_epoch(epoch + 1, float(np.mean([loss.numpy() for loss in losses])))
    optimizer.finalize_variable_values(network.trainable_variables)


def _step(
    network: keras.Model, optimizer: keras.optimizers.Optimizer, settings: FitSettings
) -> Callable[[tf.Tensor, tf.Tensor, tf.Tensor], tf.Tensor]:
    """One update on a batch, compiled; classes are learnt from clothing only."""
    smooth = settings.smoothing

    @tf.function(reduce_retracing=True)
    def step(pictures: tf.Tensor, labels: tf.Tensor, weights: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            out = network(pictures, training=True)
            worn = tf.cast(labels >= 0, tf.float32)
            wanted = tf.one_hot(tf.maximum(labels, 0), 10) * (1.0 - smooth) + smooth / 10.0
            missed = -tf.reduce_sum(wanted * tf.math.log(out["classes"] + 1e-7), axis=1)
            counted = worn * weights
            classes = tf.reduce_sum(missed * counted) / tf.reduce_sum(counted)
            clothing = tf.reduce_mean(
                keras.losses.binary_crossentropy(worn[:, None], out["clothing"])
            )
            loss = classes + settings.clothing_weight * clothing
        gradients = tape.gradient(loss, network.trainable_variables)
        optimizer.apply_gradients(zip(gradients, network.trainable_variables, strict=True))
        return loss

    compiled: Callable[[tf.Tensor, tf.Tensor, tf.Tensor], tf.Tensor] = step
    return compiled
