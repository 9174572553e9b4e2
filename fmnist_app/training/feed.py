"""What a run feeds its networks: pictures as tensors, and which of them serve what."""

from dataclasses import dataclass

import numpy as np

from fmnist_app.data import Dataset, Split, make_split
from fmnist_app.data.watched import watched_pictures
from fmnist_app.training.looks import looked_at
from fmnist_app.training.pictures import Indices, Pictures
from fmnist_app.training.points import Kind
from fmnist_app.training.settings import TrainingSettings


@dataclass(frozen=True)
class Feed:
    """The pictures of one run, shared read-only by its networks."""

    train: Pictures
    test: Pictures
    split: Split
    watched: Indices
    seed: int

    @classmethod
    def of(cls, dataset: Dataset, settings: TrainingSettings) -> "Feed":
        """Split `dataset` as the settings say and make tensors of its bytes once."""
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
            watched_pictures(split, dataset.train_labels, dataset.test_labels),
            settings.seed,
        )
        dataset.let_go()  # the tensors have the files mapped themselves
        return feed

    @property
    def validation(self) -> Pictures:
        """The set that the validation indices point into."""
        return self.test if self.split.validation_set == "test" else self.train

    @property
    def all_test(self) -> Indices:
        """Indices of every test picture."""
        return np.arange(self.test.labels.shape[0], dtype=np.int32)

    @property
    def looked_at(self) -> int:
        """How many pictures of each kind a look within an epoch takes; none, if it took too few."""
        return looked_at(len(self.split.train))

    def measured(self, kind: Kind, step: int = 0) -> Indices:
        """Training pictures on which a point of this kind is measured after `step` steps."""
        return self._chosen(self.split.measured, kind, step)

    def validated(self, kind: Kind, step: int = 0) -> Indices:
        """Validation pictures on which a point of this kind is measured after `step` steps."""
        return self._chosen(self.split.validation, kind, step)

    def _chosen(self, indices: Indices, kind: Kind, step: int) -> Indices:
        if kind == "epoch":
            return indices
        # Their order is one of chance already, in which the classes alternate.
        first = int(np.random.default_rng([self.seed, step]).integers(len(indices)))
        return np.take(indices, np.arange(first, first + self.looked_at), mode="wrap")
