"""What a run feeds its networks: pictures as tensors, and which of them serve what."""

from dataclasses import dataclass

import numpy as np

from fmnist_app.data import Dataset, Split, make_split
from fmnist_app.training.pictures import Indices, Pictures
from fmnist_app.training.points import Kind
from fmnist_app.training.settings import TrainingSettings

PROBE_PICTURES = 1_000


@dataclass(frozen=True)
class Feed:
    """The pictures of one run, shared read-only by its networks."""

    train: Pictures
    test: Pictures
    split: Split

    @classmethod
    def of(cls, dataset: Dataset, settings: TrainingSettings) -> "Feed":
        """Split `dataset` as the settings say and copy its bytes into tensors once."""
        split = make_split(
            dataset.train_labels,
            dataset.test_labels,
            settings.protocol,
            settings.pictures,
            settings.seed,
        )
        feed = cls(
            Pictures.of(dataset.train_images, dataset.train_labels),
            Pictures.of(dataset.test_images, dataset.test_labels),
            split,
        )
        dataset.let_go()  # the copies serve from here on
        return feed

    @property
    def validation(self) -> Pictures:
        """The set that the validation indices point into."""
        return self.test if self.split.validation_set == "test" else self.train

    @property
    def all_test(self) -> Indices:
        """Indices of every test picture."""
        return np.arange(self.test.labels.shape[0], dtype=np.int32)

    def measured(self, kind: Kind) -> Indices:
        """Training pictures on which a point of this kind is measured."""
        return self.split.measured[: self._size(kind)]

    def validated(self, kind: Kind) -> Indices:
        """Validation pictures on which a point of this kind is measured."""
        return self.split.validation[: self._size(kind)]

    def _size(self, kind: Kind) -> int | None:
        # A probe must stay cheap beside the training between two of them.
        return None if kind == "epoch" else min(PROBE_PICTURES, len(self.split.train) // 20)
