"""Training one network: epochs, measurements on the way, and an honest end."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from fmnist_app.models import network
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.points import Ending, Kind, Point, Progress, Report, Result, ignore
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.steps import Indices, Measure, Pictures, Steps

PROBES_PER_EPOCH = 5
SECONDS_PER_CALL = 0.12  # between two looks at the controls; a pause is felt at once
PICTURES_PER_CALL = 2_000  # the same for measurements
BLOWN_UP = 100.0  # nats; guessing costs 2.3, and nothing that still learns comes near this


@dataclass(frozen=True)
class Start:
    """Where training begins: steps already taken, seconds already spent, a measurement owed."""

    step: int = 0
    seconds: float = 0.0
    owed: bool = False


class Training:
    """One network on its way through the epochs of a run.

    `on_point` gets every `Point`, `on_progress` a `Progress` a few times a second. The model's
    weights and the optimiser's state are changed in place, so that they can be saved at any stop.
    """

    def __init__(
        self,
        model: keras.Sequential,
        feed: Feed,
        settings: TrainingSettings,
        control: Control,
        *,
        on_point: Report,
        on_progress: Report,
        on_epoch: Report = ignore,
        start: Start | None = None,
    ) -> None:
        """Prepare to train `model`, compiled for Adam, from `start` on.

        `on_epoch` gets this training itself after each epoch, to save it if it likes.
        """
        start = start or Start()
        self.model, self._feed, self._settings, self._control = model, feed, settings, control
        self._on_point, self._on_progress, self._on_epoch = on_point, on_progress, on_epoch
        self.step, self.owed = start.step, start.owed
        self._steps = Steps(model, model.optimizer, feed.train, settings.batch_size)
        self._measure = Measure(model)
        self._per_epoch = settings.steps_per_epoch
        self._epoch_started = control.clock() - start.seconds
        self._pace = 0.0
        self._last: Point | None = None
        self._blown_up_at = 0.0
        self._order_of = -1

    @property
    def seconds(self) -> float:
        """Seconds spent on this network, pauses left out."""
        return self._control.clock() - self._epoch_started

    def run(self) -> Result:
        """Train to the last epoch, a stop, or a loss that is no number any more."""
        if self.owed:
            self._measure_at_mark()
        while not self.owed and self.step < self._control.epochs * self._per_epoch:
            if not self._control.go_on():
                return self._result("stopped")
            if not self._train_to(self._next_mark()):
                return self._result("diverged" if not self._control.stopped else "stopped")
            self._measure_at_mark()
            if self.step % self._per_epoch == 0 and not self.owed:
                self._on_epoch(self)
        return self._result("stopped") if self.owed else self._finish()

    def _train_to(self, mark: int) -> bool:
        """Train up to step `mark`; false when stopped before or when the loss blew up."""
        while self.step < mark:
            if not self._control.go_on():
                return False
            count = min(self._steps_per_call(), mark - self.step)
            began = self._control.clock()
            loss = self._steps.take(self._order(), self.step % self._per_epoch, count)
            self.step += count
            self._tell(count, self._control.clock() - began)
            if not (math.isfinite(loss) and loss < BLOWN_UP):
                self._blown_up_at = loss
                return False
        return True

    def _steps_per_call(self) -> int:
        return max(1, int(SECONDS_PER_CALL * self._pace / self._settings.batch_size))

    def _tell(self, count: int, seconds: float) -> None:
        pace = count * self._settings.batch_size / max(seconds, 1e-6)
        # The first call includes compilation and says nothing of the pace.
        self._pace = pace if self._pace == 0.0 else 0.7 * self._pace + 0.3 * pace
        total = self._control.epochs * self._per_epoch
        self._on_progress(
            Progress(self.model.name, self.step, total, round(self._pace, 1), self.seconds)
        )

    def _order(self) -> tf.Tensor:
        epoch = self.step // self._per_epoch
        if self._order_of != epoch:
            self._order_of = epoch
            chance = np.random.default_rng([self._settings.seed, epoch])
            self._shuffled = tf.constant(chance.permutation(self._feed.split.train))
        return self._shuffled

    def _next_mark(self) -> int:
        epoch, step = divmod(self.step, self._per_epoch)
        return epoch * self._per_epoch + next(m for m in self._marks() if m > step)

    def _marks(self) -> Iterator[int]:
        probes = PROBES_PER_EPOCH if self._per_epoch >= 4 * PROBES_PER_EPOCH else 1
        return (round(self._per_epoch * part / probes) for part in range(1, probes + 1))

    def _measure_at_mark(self) -> None:
        """Report the points due at this step; owed when a stop came in between."""
        at_end = self.step % self._per_epoch == 0
        kinds: tuple[Kind, ...] = ("probe", "epoch") if at_end else ("probe",)
        self.owed = at_end
        for kind in kinds:
            point = self._point(kind)
            if point is None:
                return
            self._on_point(point)
            self._last = point
        self.owed = False

    def _point(self, kind: Kind) -> Point | None:
        feed = self._feed
        train = self._score(feed.train, feed.measured(kind))
        validation = self._score(feed.validation, feed.validated(kind)) if train else None
        if train is None or validation is None:
            return None
        epoch = self.step / self._per_epoch
        return Point(self.model.name, kind, epoch, *train, *validation, self.seconds)

    def _score(self, pictures: Pictures, indices: Indices) -> tuple[float, float] | None:
        """Accuracy and mean loss; nothing when a stop came in between."""
        hits = loss = 0.0
        for first in range(0, len(indices), PICTURES_PER_CALL):
            if not self._control.go_on():
                return None
            more = self._measure(pictures, indices[first : first + PICTURES_PER_CALL])
            hits, loss = hits + more[0], loss + more[1]
        return hits / len(indices), loss / len(indices)

    def _finish(self) -> Result:
        if self._settings.protocol == "report":
            # The validation set is the test set here, and was measured a moment ago.
            point = self._last
            score = (point.val_accuracy, point.val_loss) if point else None
        else:
            score = self.test_score()
        return self._result("finished", score) if score else self._result("stopped")

    def test_score(self) -> tuple[float, float] | None:
        """Accuracy and mean loss on all test pictures now; nothing when a stop came in between."""
        return self._score(self._feed.test, self._feed.all_test)

    def test_answers(self) -> npt.NDArray[np.float32]:
        """Log-probabilities (10000, 10) on the test pictures, as the network stands."""
        return self._measure.answers(self._feed.test, self._feed.all_test)

    def validation_answers(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]] | None:
        """Log-probabilities (n, 10) and labels (n,) of validation pictures kept out of training.

        Nothing where the run validates on the test pictures, and keeps none.
        """
        if self._feed.split.validation_set == "test":
            return None
        chosen = self._feed.validated("epoch")
        labels = self._feed.validation.labels.numpy()[chosen]
        return self._measure.answers(self._feed.validation, chosen), labels

    def _result(self, ending: Ending, score: tuple[float, float] | None = None) -> Result:
        accuracy, loss = score or (None, None)
        return Result(
            model=self.model.name,
            ending=ending,
            epochs=self.step / self._per_epoch,
            seconds=self.seconds,
            parameters=self.model.count_params(),
            test_accuracy=accuracy,
            test_loss=loss,
            test_pictures=len(self._feed.all_test) if score else 0,
            explanation=self._blown_up() if ending == "diverged" else "",
        )

    def _blown_up(self) -> str:
        loss = self._blown_up_at
        grew = f"grew to {loss:,.0f}" if math.isfinite(loss) else "stopped being a number"
        return (
            f"{network(self.model.name).title}: the loss {grew} in epoch "
            f"{math.ceil(self.step / self._per_epoch)}, where guessing costs 2.3. A learning rate "
            f"of {self._settings.learning_rate:g} makes the steps too large; choose a smaller one. "
            "The points up to there are kept."
        )
