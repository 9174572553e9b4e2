"""Keras's optimisers and losses, as the settings name them."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import keras

from fmnist_app.training.remedies import MOMENTUM, Optimizer
from fmnist_app.training.settings import TrainingSettings

OPTIMIZERS: Mapping[Optimizer, Callable[..., keras.optimizers.Optimizer]] = MappingProxyType(
    {
        "adam": keras.optimizers.Adam,
        "adamw": keras.optimizers.AdamW,
        "sgd": partial(keras.optimizers.SGD, momentum=MOMENTUM),
        "rmsprop": keras.optimizers.RMSprop,
    }
)


def make_optimizer(settings: TrainingSettings) -> keras.optimizers.Optimizer:
    """A fresh optimiser, at the full learning rate."""
    # Only AdamW has to be given a number; 0 would cost the others a pass over all weights.
    decay = (
        settings.weight_decay if settings.optimizer == "adamw" else settings.weight_decay or None
    )
    return OPTIMIZERS[settings.optimizer](settings.learning_rate, weight_decay=decay)


def make_loss(settings: TrainingSettings) -> keras.losses.Loss | str:
    """Cross-entropy; with smoothed labels it takes them one-hot."""
    if settings.label_smoothing:
        return keras.losses.CategoricalCrossentropy(label_smoothing=settings.label_smoothing)
    return "sparse_categorical_crossentropy"
