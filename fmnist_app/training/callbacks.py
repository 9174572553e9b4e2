"""What happens while Keras trains: Keras callbacks that record, report, hold, save and end.

Each works on any compiled `keras.Model` under plain `fit`, and beside any other callback. They
count steps by the optimiser, so that a run that goes on counts on.
"""

import math
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from fmnist_app.core.numbers import as_text
from fmnist_app.training.control import Control
from fmnist_app.training.looks import PARTS_OF_AN_EPOCH
from fmnist_app.training.measure import Score
from fmnist_app.training.points import MOST_FILTERS, Kernels, Kind, Listener, Point, Progress

Logs = dict[str, Any] | None
Clock = Callable[[], float]
BLOWN_UP = 100.0  # nats; guessing costs 2.3, and nothing that still learns comes near this
CHECKPOINT_SECONDS = 20.0


class Steer(keras.callbacks.Callback):
    """Holds the training while its run is paused, and ends it when the run is stopped."""

    def __init__(self, control: Control) -> None:
        """Obey `control`."""
        super().__init__()
        self._control = control

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Hold before the first step too."""
        self._control.go_on()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Wait while the run is paused; then see whether to go on."""
        if not self._control.go_on():
            self.model.stop_training = True


class EndBlownUp(keras.callbacks.Callback):
    """Ends a training whose loss is no number any more, or far above guessing.

    `loss` is that loss, in nats, or None.
    """

    loss: float | None = None

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Look at the mean loss of the epoch so far."""
        loss = float((logs or {}).get("loss", 0.0))
        if not (math.isfinite(loss) and loss < BLOWN_UP):
            self.loss = loss
            self.model.stop_training = True


class LiveProgress(keras.callbacks.Callback):
    """Reports how far a training is and how quick, after each call of Keras's loop."""

    def __init__(
        self,
        report: Listener[Progress],
        total: Callable[[], int],
        batch_size: int,
        clock: Clock,
    ) -> None:
        """Report a `Progress` towards `total()` steps; `clock` gives seconds of training."""
        super().__init__()
        self._report, self._total, self._batch_size, self._clock = report, total, batch_size, clock
        self._pace = 0.0

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Note when the call began, so that measuring is left out of the pace."""
        self._began, self._before = self._clock(), step_of(self.model)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Report."""
        step, now = step_of(self.model), self._clock()
        pace = (step - self._before) * self._batch_size / max(now - self._began, 1e-6)
        # The first call includes compilation and says nothing of the pace.
        self._pace = pace if self._pace == 0.0 else 0.7 * self._pace + 0.3 * pace
        self._report(Progress(self.model.name, step, self._total(), round(self._pace, 1), now))


class LivePoints(keras.callbacks.Callback):
    """Records the curves: a point at the end of each epoch and, with `looks`, some within it.

    `measure(kind)` gives accuracy and loss on training and on validation pictures, or nothing
    when a stop came in between; then `measurement_pending`. The logs of an epoch get `val_accuracy`
    and `val_loss` where `fit` was given no validation data, so that callbacks after this one can
    watch them as they would Keras's own.
    """

    def __init__(
        self,
        report: Listener[Point],
        measure: Callable[[Kind], tuple[Score, Score] | None],
        steps_per_epoch: int,
        clock: Clock,
        *,
        looks: bool = True,
    ) -> None:
        """Report each `Point` as it is measured."""
        super().__init__()
        self._looks = looks
        self._report, self._measure, self._clock = report, measure, clock
        self._per_epoch = steps_per_epoch
        self.measurement_pending = False
        self.last: Point | None = None
        self._next = 0.0

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Find the next mark."""
        self._next = self._mark_after(step_of(self.model))

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Take a quick look when a mark was passed."""
        step = step_of(self.model)
        if step >= self._next and not self.model.stop_training:
            self._next = self._mark_after(step)
            if step % self._per_epoch:  # the end of an epoch is about to be measured in full
                self._point("probe")

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Measure in full at the end of a whole epoch."""
        if step_of(self.model) % self._per_epoch == 0:
            self.settle(logs)

    def settle(self, logs: Logs = None) -> None:
        """Measure the end of an epoch; pending when a stop comes in between."""
        point = self._point("epoch")
        self.measurement_pending = point is None
        if point is not None:
            self.last = point
            if logs is not None:
                logs.setdefault("val_accuracy", point.val_accuracy)
                logs.setdefault("val_loss", point.val_loss)

    def _point(self, kind: Kind) -> Point | None:
        measured = self._measure(kind)
        if measured is None:
            return None
        (accuracy, loss), (val_accuracy, val_loss) = measured
        epoch = step_of(self.model) / self._per_epoch
        point = Point(
            self.model.name, kind, epoch, accuracy, loss, val_accuracy, val_loss, self._clock()
        )
        self._report(point)
        return point

    def _mark_after(self, step: int) -> float:
        """The next step at which a look is due; none within a very short epoch."""
        if not self._looks or self._per_epoch < 4 * PARTS_OF_AN_EPOCH:
            return math.inf
        every = self._per_epoch / PARTS_OF_AN_EPOCH
        return (math.floor(step / every + 1e-9) + 1) * every


class FirstKernels(keras.callbacks.Callback):
    """Reports the first layer's kernels before the first step and after each epoch.

    Only where that layer is a convolution, and of its filters the first 64, so that a run can keep
    them all.
    """

    def __init__(self, report: Listener[Kernels], steps_per_epoch: int) -> None:
        """Report a `Kernels` each time."""
        super().__init__()
        self._report, self._per_epoch = report, steps_per_epoch

    def on_train_begin(self, logs: Logs = None) -> None:
        """Report where the training begins, or goes on."""
        self._tell()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Report at the end of a whole epoch."""
        if step_of(self.model) % self._per_epoch == 0:
            self._tell()

    def _tell(self) -> None:
        first = self.model.layers[0]
        if not isinstance(first, keras.layers.Conv2D):
            return
        kernel, *bias = (array[..., :MOST_FILTERS] for array in first.get_weights())
        side, _, _, filters = kernel.shape
        biases = bias[0] if bias else np.zeros(filters, np.float32)
        epoch = step_of(self.model) / self._per_epoch
        self._report(
            Kernels(self.model.name, epoch, side, as_text(kernel[:, :, 0]), as_text(biases))
        )


class Checkpoint(keras.callbacks.Callback):
    """Saves now and then at the end of an epoch, after the first one too: a crash costs little."""

    def __init__(self, save: Callable[[], None], every: float = CHECKPOINT_SECONDS) -> None:
        """Call `save` at most once in `every` seconds, and after the first epoch."""
        super().__init__()
        self._save, self._every = save, every
        self._last = -math.inf

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Save, if the last time was long ago."""
        if time.monotonic() - self._last >= self._every:
            self._last = time.monotonic()
            self._save()


def step_of(model: keras.Model) -> int:
    """Steps that the model's optimiser has taken in all."""
    return int(model.optimizer.iterations)


def steps_per_call(steps_per_epoch: int, batch_size: int, seconds: float, pace: float) -> int:
    """Steps in one call of Keras's loop, about `seconds` long at `pace` pictures a second.

    A whole number of calls lies between two looks within an epoch, or nearly so.
    """
    between = max(1, steps_per_epoch // PARTS_OF_AN_EPOCH)
    calls = math.ceil(between / max(1.0, seconds * pace / batch_size))
    even = (more for more in range(calls, 2 * calls) if between % more == 0)
    return math.ceil(between / next(even, calls))
