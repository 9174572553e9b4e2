"""Callbacks of Keras's that act on the validation loss or the epoch, over a whole run.

A run may call `fit` several times, on several days; what they have seen goes along.
"""

import math
from collections.abc import Callable
from typing import Any

import keras

from fmnist_app.training.remedies import FALL, FALL_AFTER
from fmnist_app.training.saved import Arrays, Seen
from fmnist_app.training.settings import TrainingSettings

WATCHED = "val_loss"


class StopEarly(keras.callbacks.EarlyStopping):
    """Keras's early stopping, which goes on counting in the next `fit`.

    The best weights are kept, and come back when they are asked for: a training that a visitor
    stops goes on from where it was.
    """

    def __init__(self, patience: int, seen: Seen, best_weights: Arrays | None) -> None:
        """Stop after `patience` epochs without a better validation loss, going on from `seen`."""
        super().__init__(WATCHED, patience=patience, mode="min", restore_best_weights=True)
        super().on_train_begin()
        if best_weights is not None and seen.best is not None:
            self.best, self.best_epoch, self.wait = seen.best, seen.epoch - 1, seen.waited
            self.best_weights = list(best_weights)

    def on_train_begin(self, logs: Any = None) -> None:
        """Go on."""

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Look at the validation loss, once an epoch is whole and measured."""
        if WATCHED in (logs or {}):
            super().on_epoch_end(epoch, logs)

    def on_train_end(self, logs: Any = None) -> None:
        """Leave the weights as they are."""

    @property
    def over(self) -> bool:
        """Whether the patience is used up."""
        return bool(self.wait >= self.patience)


class FallOnPlateau(keras.callbacks.ReduceLROnPlateau):
    """Keras's lowering of the learning rate, which goes on counting in the next `fit`."""

    def __init__(self, seen: Seen) -> None:
        """Go on from `seen`."""
        super().__init__(WATCHED, factor=FALL, patience=FALL_AFTER, mode="min", min_delta=0.0)
        self.best, self.wait = seen.best, seen.waited_to_fall

    def on_train_begin(self, logs: Any = None) -> None:
        """Go on."""

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Look at the validation loss, once an epoch is whole and measured."""
        if WATCHED in (logs or {}):
            super().on_epoch_end(epoch, logs)


def along_a_cosine(rate: float, epochs: Callable[[], int]) -> keras.callbacks.Callback:
    """Lowers the learning rate before each epoch along a cosine, from `rate` towards 0.

    `epochs` says how many the run has in all, which may grow (Loshchilov and Hutter, 2017, without
    restarts).
    """

    def at(epoch: int, _: float) -> float:
        return rate / 2 * (1 + math.cos(math.pi * epoch / max(epochs(), epoch + 1)))

    return keras.callbacks.LearningRateScheduler(at)


class Watch:
    """All that the settings of a run ask for in this way, for one network."""

    def __init__(
        self,
        model: keras.Model,
        settings: TrainingSettings,
        epochs: Callable[[], int],
        seen: Seen,
        best_weights: Arrays | None,
    ) -> None:
        """Go on from `seen` and `best_weights`; `epochs` says how long the run is."""
        self._model = model
        self._enough_for = seen.enough_for
        self._stop = StopEarly(settings.patience, seen, best_weights) if settings.patience else None
        self._fall = FallOnPlateau(seen) if settings.schedule == "plateau" else None
        found = [self._stop, self._fall]
        if settings.schedule == "cosine":
            found.append(along_a_cosine(settings.learning_rate, epochs))
        self.callbacks = tuple(one for one in found if one is not None)
        for one in self.callbacks:
            one.set_model(model)

    @property
    def seen(self) -> Seen:
        """What was seen so far, to go on from."""
        stop, fall = self._stop, self._fall
        best = next((one.best for one in (stop, fall) if one and one.best is not None), None)
        return Seen(
            best=None if best is None else float(best),
            epoch=self.best_epoch,
            waited=stop.wait if stop else 0,
            waited_to_fall=fall.wait if fall else 0,
            enough_for=self._enough_for,
        )

    @property
    def best_epoch(self) -> int:
        """The epoch, from 1, whose weights are kept as the best; 0 where none are."""
        return self._stop.best_epoch + 1 if self._stop and self._stop.best_weights else 0

    @property
    def best_weights(self) -> Arrays | None:
        """The weights of that epoch."""
        kept = self._stop.best_weights if self._stop else None
        return None if kept is None else tuple(kept)

    @property
    def enough_for(self) -> int:
        """The length of the run, in epochs, that was ended early; 0 where it was not."""
        return self._enough_for

    def hear(self, epoch: int, logs: dict[str, float]) -> None:
        """Make up for the end of an epoch, from 1, that was measured outside `fit`."""
        for one in self.callbacks:
            one.on_epoch_end(epoch - 1, dict(logs))

    def is_over(self, epochs: int) -> bool:
        """Whether a run of `epochs` has ended early; one made longer has its patience anew."""
        if self._stop is None or not self._stop.over:
            return False
        if 0 < self._enough_for < epochs:
            self._stop.wait = self._enough_for = 0
            return False
        return True

    def finish(self, epochs: int) -> None:
        """Bring the best weights back, at the end of a run of `epochs`."""
        if self._stop and self._stop.over:
            self._enough_for = epochs
        if self.best_weights is not None:
            self._model.set_weights(self.best_weights)
