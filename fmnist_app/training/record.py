"""Making a recording: one network trained as on the page, with its answers after every epoch."""

import os
from collections.abc import Callable, Iterator
from itertools import islice

import keras
import numpy as np
import numpy.typing as npt

from fmnist_app.core.errors import LabError
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset
from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.fit import Training
from fmnist_app.training.measure import Measure
from fmnist_app.training.points import Point, ignore
from fmnist_app.training.recording import CURVES, Recording, Watched
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.traced import Traced

PICTURES = 6  # watched: as many as fit a phone beside the chart


class Answers(keras.callbacks.Callback):
    """Keeps the network's answers to the validation pictures after every epoch."""

    def __init__(self, feed: Feed) -> None:
        """Ask for all validation pictures of `feed`."""
        super().__init__()
        self._feed = feed
        self._epochs: list[npt.NDArray[np.intp]] = []

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Ask."""
        chosen = self._feed.validated("epoch")
        told = Measure(self.model).log_probabilities(self._feed.validation, chosen)
        self._epochs.append(told.argmax(axis=1))

    def watched(self) -> Iterator[Watched]:
        """All validation pictures with what they were taken for."""
        answers = np.stack(self._epochs, axis=1).tolist()
        for picture, own in zip(self._feed.validated("epoch").tolist(), answers, strict=True):
            yield Watched(picture, tuple(own))


def record(dataset: Dataset, settings: TrainingSettings, say: Callable[[str], None]) -> Recording:
    """Train the one network of `settings` and keep its curves and what it says of `PICTURES` ones.

    `say` gets a line for each epoch. Raises `LabError` for several networks, for a run that
    validates on the test pictures, and for one whose loss blows up.
    """
    if len(settings.models) != 1 or settings.protocol != "holdout":
        raise LabError("A recording is of one network that validates on a hold-out.")
    feed, control = Feed.of(dataset, settings), Control(settings.epochs)
    answers, rows = Answers(feed), list[tuple[float, ...]]()

    def keep(point: Point) -> None:
        if point.kind == "epoch":
            rows.append(tuple(getattr(point, name) for name in CURVES))
            say(f"epoch {len(rows)}: {point.accuracy:.4f} seen, {point.val_accuracy:.4f} new")

    model = fresh(settings.models[0], settings)
    traced = Traced(model, feed, settings, control)
    training = Training(traced, on_point=keep, on_progress=ignore, callbacks=(answers,))
    result = training.run()
    if result.ending != "finished":
        raise LabError(result.explanation)
    chosen = tuple(most_changing(answers.watched(), dataset.train_labels, PICTURES))
    return Recording(
        settings,
        dataset.sha256,
        versions(),
        f"{os.cpu_count()} cores, CPU only",
        result.seconds,
        tuple(rows),
        chosen,
    )


def most_changing(
    watched: Iterator[Watched], labels: npt.NDArray[np.uint8], number: int
) -> Iterator[Watched]:
    """The `number` pictures whose answers changed most often, at most one of each class.

    Ties keep their order; `labels` are those of the training file, in which pictures are numbered.
    """
    found: dict[int, Watched] = {}
    for one in sorted(watched, key=lambda one: -one.changes):
        found.setdefault(int(labels[one.picture]), one)
    return islice(found.values(), number)
