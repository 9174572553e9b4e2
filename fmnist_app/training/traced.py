"""A network and the TensorFlow functions that train and measure it."""

import keras

from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.inputs import TrainingInputs
from fmnist_app.training.measure import Measure
from fmnist_app.training.quick import QuickSteps
from fmnist_app.training.settings import TrainingSettings


class Traced:
    """A compiled network with its functions, which TensorFlow traces when they are first called.

    That takes longer than the first epochs of a small network, so another run of the same settings
    may use them again, under a `control` of its own.
    """

    def __init__(
        self, model: keras.Model, feed: Feed, settings: TrainingSettings, control: Control
    ) -> None:
        """Take over `model`, to be trained on the pictures of `feed`."""
        self.model, self.feed, self.settings, self.control = model, feed, settings, control
        self.inputs = TrainingInputs(feed.train, feed.split.train, settings)
        quick = QuickSteps(model, self.inputs.batch, lambda: self.control.alone)
        self.measure = Measure(model, quick.forward, self._go_on)
        self.paced = False  # whether the steps that a call takes were chosen

    def _go_on(self) -> bool:
        return self.control.go_on()
