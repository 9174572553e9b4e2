"""What a network trains on: batches of pictures, altered as the settings say, with their labels."""

import keras
import tensorflow as tf

from fmnist_app.data import CLASS_NAMES
from fmnist_app.training.augmenter import Augmenter
from fmnist_app.training.pictures import Indices, Pictures
from fmnist_app.training.settings import TrainingSettings


class TrainingInputs:
    """Makes the batch at some indices; `callbacks` have to hear of the epochs."""

    def __init__(self, pictures: Pictures, indices: Indices, settings: TrainingSettings) -> None:
        """Take `pictures`, of which those at `indices` are trained on."""
        self._pictures = pictures
        self._one_hot = settings.label_smoothing > 0  # Keras smooths no other labels
        self._augmenter = None
        if not settings.strengths.none:
            self._augmenter = Augmenter(settings.strengths, indices, settings.seed)

    @property
    def callbacks(self) -> tuple[keras.callbacks.Callback, ...]:
        """Those that have to be told when an epoch begins."""
        return (self._augmenter,) if self._augmenter else ()

    def batch(self, indices: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """Float32 pictures (n, 28, 28, 1) in [0, 1], and labels: int32 (n,), or one-hot (n, 10)."""
        pictures, labels = self._pictures.batch(indices)
        if self._augmenter:
            images = tf.gather(self._pictures.images, indices)
            pictures = self._augmenter.altered(images, indices)[..., tf.newaxis]
        return pictures, tf.one_hot(labels, len(CLASS_NAMES)) if self._one_hot else labels
