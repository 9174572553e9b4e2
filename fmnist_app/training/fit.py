"""Training one network of a run: `model.fit` with the callbacks that watch and steer it."""

import math

import keras
import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.models import network
from fmnist_app.training.batches import EpochOrder
from fmnist_app.training.callbacks import (
    Checkpoint,
    EndBlownUp,
    FirstKernels,
    LivePoints,
    LiveProgress,
    Steer,
    step_of,
    steps_per_call,
)
from fmnist_app.training.measure import Probabilities, Score, score_of
from fmnist_app.training.pictures import Indices, Pictures
from fmnist_app.training.points import (
    Answers,
    Ending,
    Kernels,
    Kind,
    Listener,
    Point,
    Progress,
    Result,
)
from fmnist_app.training.saved import Start
from fmnist_app.training.traced import Traced
from fmnist_app.training.watching import Watch

SECONDS_PER_CALL = 0.12  # between two looks at the controls; a pause is felt at once
TRIAL_PICTURES = 500
# A step computes the network once forward and about twice backward.
FORWARDS_PER_STEP = 3


class Training:
    """One network on its way through the epochs of a run.

    `on_point` gets every `Point`, `on_answers` the `Answers` of that moment, `on_progress` a
    `Progress` a few times a second, `on_kernels` the first layer's `Kernels` at each epoch, and
    `on_epoch` this training itself after an epoch, to save it if it likes. `callbacks` are any more
    Keras callbacks. With `until`, it ends after so many epochs as if they were all, and may go on
    later; without `opens_test`, the test pictures stay unseen. The model's weights and the
    optimiser's state are changed in place, so that they can be saved at any stop.
    """

    def __init__(
        self,
        traced: Traced,
        *,
        on_point: Listener[Point],
        on_progress: Listener[Progress],
        on_answers: Listener[Answers] | None = None,
        on_kernels: Listener[Kernels] | None = None,
        on_epoch: Listener["Training"] | None = None,
        start: Start | None = None,
        callbacks: tuple[keras.callbacks.Callback, ...] = (),
        until: int | None = None,
        opens_test: bool = True,
    ) -> None:
        """Prepare to train a network from `start` on, for which it stands already."""
        start = start or Start()
        self._traced, self._measure = traced, traced.measure
        self.model, self._feed, self._settings = traced.model, traced.feed, traced.settings
        self._control = control = traced.control
        model, feed, settings, inputs = self.model, self._feed, self._settings, traced.inputs
        self._per_epoch = settings.steps_per_epoch
        self._until, self._opens_test = until, opens_test
        self._began = control.clock() - start.seconds
        # What it said last, of the validation and of the test pictures, as it stands now.
        self._validated: Probabilities | None = None
        self._tested: Probabilities | None = None
        _go_on_dropping_out(model, start.step)
        self._order = EpochOrder(feed.split.train, settings.batch_size, settings.seed)
        self._on_point, self._on_answers = on_point, on_answers
        self._points = LivePoints(
            self._tell,
            self._scores,
            self._per_epoch,
            lambda: self.seconds,
            looks=feed.looked_at > 0,
        )
        self._points.set_model(model)
        self._points.measurement_pending = start.measurement_pending
        self._blown_up = EndBlownUp()
        self._watch = Watch(model, settings, lambda: control.epochs, start.seen, start.best_weights)
        self._callbacks = [
            self._order,
            Steer(control),
            self._blown_up,
            LiveProgress(on_progress, self._steps, settings.batch_size, lambda: self.seconds),
            self._points,
            *inputs.callbacks,
            *self._watch.callbacks,
            *callbacks,
        ]
        if on_kernels is not None:
            self._callbacks.append(FirstKernels(on_kernels, self._per_epoch))
        if on_epoch is not None:
            self._callbacks.append(Checkpoint(lambda: on_epoch(self)))

    @property
    def step(self) -> int:
        """Steps taken in all."""
        return step_of(self.model)

    @property
    def epochs(self) -> float:
        """Epochs trained in all."""
        return self.step / self._per_epoch

    @property
    def measurement_pending(self) -> bool:
        """Whether the last epoch's end is still to be measured."""
        return self._points.measurement_pending

    @property
    def start(self) -> Start:
        """What a later training has to know to go on from here."""
        return Start(
            self.step,
            self.seconds,
            self.measurement_pending,
            self._watch.seen,
            self._watch.best_weights,
        )

    @property
    def seconds(self) -> float:
        """Seconds spent on this network, pauses left out."""
        return self._control.clock() - self._began

    def rest(self) -> bool:
        """Wait until the run grows longer, time standing still; false when it is over for all."""
        before = self.seconds
        # One that stopped early has had enough of all epochs that the run has now.
        grown = self._control.rest(max(self.step // self._per_epoch, self._watch.enough_for))
        self._began = self._control.clock() - before
        return grown

    def run(self) -> Result:
        """Train to the last epoch, a stop, or a loss that is no number any more."""
        if self.measurement_pending:
            self._settle()
        if not self.measurement_pending and self.step < self._steps():
            self._choose_steps_per_call()
        ended, planned = False, self._control.epochs
        while not self.measurement_pending and not ended:
            planned = self._control.epochs
            until = min(planned, self._until or planned)
            if self.step >= until * self._per_epoch or self._watch.is_over(planned):
                break
            if not self._control.go_on():
                break
            ended = self._fit(until)
        if self._blown_up.loss is not None:
            return self._result("diverged")
        if self._control.stopped or self.measurement_pending:
            return self._result("stopped")
        if self._until is None or self.epochs >= planned or self._watch.is_over(planned):
            self._watch.finish(planned)
        if self._watch.best_epoch:
            self._validated = None  # its weights may have come back
        return self._finish()

    def _settle(self) -> None:
        logs: dict[str, float] = {}
        self._points.settle(logs)
        if not self.measurement_pending:
            self._watch.hear(self.step // self._per_epoch, logs)

    def _fit(self, epochs: int) -> bool:
        """Train with Keras to the end of `epochs`, or a part of an epoch begun before.

        Returns whether a callback ended it early.
        """
        self._validated = self._tested = None
        epoch, first = divmod(self.step, self._per_epoch)
        # After a stop in mid-call, the rest of that call comes first, so that calls end at the
        # marks again.
        missing = -first % self.model.steps_per_execution
        self.model.fit(
            self._order.batches(first, first + missing if missing else None),
            initial_epoch=epoch,
            epochs=epoch + 1 if first else epochs,
            callbacks=self._callbacks,
            shuffle=False,  # the order is `EpochOrder`'s
            verbose=0,
        )
        return bool(self.model.stop_training)

    def _steps(self) -> int:
        return self._control.epochs * self._per_epoch

    def _choose_steps_per_call(self) -> None:
        """Find out how quick this network is here, and make calls of Keras's loop short enough."""
        if self._traced.paced:
            return
        chosen = self._feed.split.train[:TRIAL_PICTURES]
        self._measure.score(self._feed.train, chosen)  # compiles
        began = self._control.clock()
        self._measure.score(self._feed.train, chosen)
        seconds = max(self._control.clock() - began, 1e-6)
        pace = len(chosen) / (FORWARDS_PER_STEP * seconds)
        self.model.steps_per_execution = steps_per_call(
            self._per_epoch, self._settings.batch_size, SECONDS_PER_CALL, pace
        )
        self._traced.paced = True

    def _scores(self, kind: Kind) -> tuple[Score, Score] | None:
        feed, step = self._feed, self.step
        train = self._measure.score(feed.train, feed.measured(kind, step))
        if train is None:
            return None
        chosen = feed.validated(kind, step)
        told = self._measure.probabilities(feed.validation, chosen)
        if told is None:
            return None
        self._validated = told if kind == "epoch" else None
        return train, score_of(told, feed.validation.labels.numpy()[chosen])

    def _tell(self, point: Point) -> None:
        self._on_point(point)
        watched = self._feed.validation, self._feed.watched
        if self._on_answers is not None and (said := self._measure.answers(*watched)):
            self._on_answers(Answers(point.model, point.epoch, *said))

    def _finish(self) -> Result:
        if not self._opens_test:
            return self._result("finished")
        if self._settings.protocol == "report":
            # The validation set is the test set here, and was measured a moment ago.
            point = self._points.last
            score = (point.val_accuracy, point.val_loss) if point else None
        else:
            score = self.test_score()
        return self._result("finished", score) if score else self._result("stopped")

    def test_score(self) -> Score | None:
        """Accuracy and mean loss on all test pictures now; nothing when a stop came in between."""
        test = self._feed.test
        self._tested = self._measure.probabilities(test, self._feed.all_test)
        return None if self._tested is None else score_of(self._tested, test.labels.numpy())

    def test_predictions(self) -> npt.NDArray[np.float32]:
        """Log-probabilities (10000, 10) on the test pictures, as the network stands."""
        return self._logs(self._tested, self._feed.test, self._feed.all_test)

    def validation_predictions(
        self,
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]] | None:
        """Log-probabilities (n, 10) and labels (n,) of validation pictures kept out of training.

        Nothing where the run validates on the test pictures, and keeps none.
        """
        if self._feed.split.validation_set == "test":
            return None
        chosen, pictures = self._feed.validated("epoch"), self._feed.validation
        logs = self._logs(self._validated, pictures, chosen)
        return logs, pictures.labels.numpy()[chosen]

    def _logs(
        self, told: Probabilities | None, pictures: Pictures, indices: Indices
    ) -> npt.NDArray[np.float32]:
        """The logarithms of what was told of the pictures; they are asked for if nothing was."""
        if told is None:
            return self._measure.log_probabilities(pictures, indices)
        return logarithms(told)

    def _result(self, ending: Ending, score: Score | None = None) -> Result:
        accuracy, loss = score or (None, None)
        return Result(
            model=self.model.name,
            ending=ending,
            epochs=self.epochs,
            seconds=self.seconds,
            parameters=self.model.count_params(),
            test_accuracy=accuracy,
            test_loss=loss,
            test_pictures=len(self._feed.all_test) if score else 0,
            explanation=self._explained(ending),
            kept_epoch=(self._watch.best_epoch or None) if ending == "finished" else None,
        )

    def _explained(self, ending: Ending) -> str:
        """What has to be said of the end; empty where nothing has."""
        if ending == "diverged":
            return self._why_diverged()
        kept = self._watch.best_epoch
        if ending == "stopped" or not kept or kept == self.epochs:
            return ""
        title = network(self.model.name).title
        early = (
            f"stopped early, after epoch {self.epochs:.0f}" if self._watch.enough_for else "ended"
        )
        return (
            f"{title} {early}; the weights of epoch {kept} came back, where the validation loss "
            "was least."
        )

    def _why_diverged(self) -> str:
        loss = self._blown_up.loss or math.nan
        grew = f"grew to {loss:,.0f}" if math.isfinite(loss) else "stopped being a number"
        return (
            f"{network(self.model.name).title}: the loss {grew} in epoch "
            f"{math.ceil(self.epochs)}, where guessing costs 2.3. A learning rate "
            f"of {self._settings.learning_rate:g} makes the steps too large; choose a smaller one. "
            "The points up to there are kept."
        )


def _go_on_dropping_out(model: keras.Model, step: int) -> None:
    """Have dropout draw what it would have drawn after `step` steps; a saved network forgets it."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout) and layer.rate > 0:
            layer.seed_generator.state.assign([layer.seed, step])
