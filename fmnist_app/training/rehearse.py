"""A first run that nobody sees: what is set up at first use is there for one that counts."""

import keras

from fmnist_app.data import Dataset
from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.fit import Training
from fmnist_app.training.points import ignore
from fmnist_app.training.presets import DEMO, PRESETS
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.traced import Traced


class Rehearsed:
    """A network that was trained for an epoch, and can begin anew with all that was traced."""

    def __init__(self, traced: Traced) -> None:
        """Remember where `traced` stands now, before its first step."""
        self._traced = traced
        traced.model.optimizer.build(traced.model.trainable_weights)
        self._first = [variable.numpy() for variable in self._variables]

    @property
    def settings(self) -> TrainingSettings:
        """The settings that it is trained with."""
        return self._traced.settings

    @property
    def feed(self) -> Feed:
        """The pictures that it is trained on."""
        return self._traced.feed

    def renewed(self, control: Control) -> Traced:
        """The network as before its first step, for a run under this control."""
        for variable, value in zip(self._variables, self._first, strict=True):
            variable.assign(value)
        self._traced.control = control
        return self._traced

    @property
    def _variables(self) -> list[keras.Variable]:
        model = self._traced.model
        return [*model.variables, *model.optimizer.variables]


def rehearse(dataset: Dataset) -> Rehearsed:
    """Train the network of the demo for an epoch: the first run that most visitors start.

    TensorFlow and Keras set up much at first use, above all to turn Python into graphs. The test
    pictures stay unseen.
    """
    settings = PRESETS[DEMO].settings
    (name,) = settings.models
    feed, control = Feed.of(dataset, settings), Control(settings.epochs)
    traced = Traced(fresh(name, settings), feed, settings, control)
    rehearsed = Rehearsed(traced)
    Training(
        traced,
        on_point=ignore,
        on_progress=ignore,
        on_answers=ignore,
        on_kernels=ignore,
        until=1,
        opens_test=False,
    ).run()
    return rehearsed
