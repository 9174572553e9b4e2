"""A worker that does what the test says, and a service that uses it."""

import pytest

from fmnist_app.lab.limits import Limits
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings


class ScriptedWorker:
    """A worker without a process: notes its commands; the test speaks for it."""

    def __init__(self, on_event, on_exit):
        self.hear, self._on_exit = on_event, on_exit
        self.commands = []
        self.closed = False

    def send(self, command):
        self.commands.append(command)

    def close(self):
        self.closed = True

    def did(self, do):
        return [command for command in self.commands if command["do"] == do]

    def start(self, model="basic"):
        self.hear(
            {
                "type": "progress",
                "model": model,
                "step": 1,
                "steps": 10,
                "pictures_per_second": 100.0,
                "seconds": 1.0,
            }
        )

    def point(self, model="basic", epoch=1.0):
        values = {"accuracy": 0.9, "loss": 0.3, "val_accuracy": 0.88, "val_loss": 0.35}
        self.hear(
            {
                "type": "point",
                "model": model,
                "kind": "epoch",
                "epoch": epoch,
                "seconds": 1.0,
                **values,
            }
        )

    def result(self, model, epochs, ending="finished"):
        self.hear(
            {
                "type": "result",
                "model": model,
                "ending": ending,
                "epochs": float(epochs),
                "seconds": 1.0,
                "parameters": 54_410,
            }
        )

    def end(self, state="finished", message=""):
        self.hear({"type": "state", "state": state, "message": message})

    def die(self, why="The training process was killed."):
        self._on_exit(self, why)


class Workers(list[ScriptedWorker]):
    """Every worker a service has made, the last one first to hand."""

    def make(self, on_event, on_exit):
        self.append(ScriptedWorker(on_event, on_exit))
        return self[-1]

    @property
    def last(self):
        return self[-1]


@pytest.fixture
def workers():
    return Workers()


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
