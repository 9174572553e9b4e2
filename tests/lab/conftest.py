"""An executor that does what the test says, and a service that uses it."""

import pytest

from fmnist_app.lab.commands import Train
from fmnist_app.lab.events import Message, StateChanged
from fmnist_app.lab.files import describe
from fmnist_app.lab.limits import Limits
from fmnist_app.lab.service import Lab
from fmnist_app.training import Point, Progress, Result, TrainingSettings


class ScriptedExecutor:
    """An executor without a process: notes its commands; the test speaks for it."""

    def __init__(self, callbacks):
        self.callbacks = callbacks
        self.commands = []
        self.closed = False

    def send(self, command):
        self.commands.append(command)

    def close(self):
        self.closed = True

    def did(self, kind):
        return [command for command in self.commands if isinstance(command, kind)]

    @property
    def run(self):
        return self.did(Train)[-1].run

    def hear(self, event, run=None):
        self.callbacks.on_event(Message(run or self.run, event))

    def start(self, model="basic"):
        self.hear(Progress(model, 1, 10, pictures_per_second=100.0, seconds=1.0))

    def point(self, model="basic", epoch=1.0):
        self.hear(Point(model, "epoch", epoch, 0.9, 0.3, 0.88, 0.35, seconds=1.0))

    def result(self, model, epochs, ending="finished"):
        self.hear(Result(model, ending, float(epochs), seconds=1.0, parameters=54_410))

    def file(self, path, run=None):
        """Hand over a file, which is at `path` and is called as there."""
        self.callbacks.on_file(run or self.run, describe(path), path)

    def end(self, state="finished", message="", run=None):
        self.hear(StateChanged(state, message), run)

    def die(self, why="The training process was killed."):
        self.callbacks.on_exit(self, why)


class Executors(list[ScriptedExecutor]):
    """Every executor a service has made, the last one first to hand."""

    def make(self, callbacks):
        self.append(ScriptedExecutor(callbacks))
        return self[-1]

    @property
    def last(self):
        return self[-1]


@pytest.fixture
def workers():
    return Executors()


@pytest.fixture
def make_lab(tmp_path, workers):
    def make(**limits):
        return Lab(tmp_path / "runs", Limits(**limits), workers.make)

    return make


@pytest.fixture
def lab(make_lab):
    return make_lab()


@pytest.fixture
def settings():
    return TrainingSettings(models=("basic",), epochs=2, pictures=500)


@pytest.fixture
def pair():
    return TrainingSettings(models=("basic", "standard"), epochs=2, pictures=500)
