"""The real worker process on its own: all that it is told and says, as on another machine."""

import queue
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.inference.runtime import Runtime
from fmnist_app.lab.commands import Export, Train
from fmnist_app.lab.events import Message, StateChanged
from fmnist_app.lab.executor import ROOT, Callbacks, ProcessExecutor
from fmnist_app.lab.files import take_in
from fmnist_app.models import architecture, weights_of
from fmnist_app.training import Point, TrainingSettings
from fmnist_app.training.saved import SavedNetwork, Start, write_saved
from tests.lab.test_worker_process import PATIENCE, wait

SETTINGS = TrainingSettings(models=("basic",), epochs=1, pictures=500, filters=4)


class Service:
    """Hears one executor out, and keeps the files of all runs in one folder."""

    def __init__(self, folder):
        self.folder = folder
        self.said: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.gone = []
        callbacks = Callbacks(self.files, self.said.put, self.keep, self.end)
        self.executor = ProcessExecutor(callbacks)

    def files(self, run):
        return {path.name: path for path in self.folder.iterdir()}

    def keep(self, run, file, path):
        take_in(path, file, self.folder)

    def end(self, executor, why):
        self.gone.append(why)

    def train(self, command):
        """Send a command and return the points that come of it, and the last state."""
        self.executor.send(command)
        points = []
        while not isinstance(event := self.hear(command.run), StateChanged):
            points += [replace(event, seconds=0.0)] if isinstance(event, Point) else []
        return points, event

    def hear(self, run):
        message = self.said.get(timeout=PATIENCE)
        return message.event if message.run == run else self.hear(run)


@pytest.fixture(scope="module")
def service(tmp_path_factory, dataset):
    made = Service(tmp_path_factory.mktemp("run"))
    yield made
    made.executor.close()
    wait(lambda: made.gone)
    assert not Path(made.executor._scratch.name).exists()


def test_a_run_done_twice_says_the_same_and_leaves_the_same_files(service):
    once = service.train(Train("run", SETTINGS))
    assert once[1] == StateChanged("finished")
    left = {path.name for path in service.folder.iterdir()}
    of_earlier_versions = NetworkFiles(Path(), "basic").position
    assert left == {path.name for path in NetworkFiles(Path(), "basic").trained} - {
        of_earlier_versions.name
    }
    assert service.train(Train("run", SETTINGS)) == once
    assert {path.name for path in service.folder.iterdir()} == left


def test_a_run_goes_on_from_the_files_that_are_named(service):
    service.train(Train("run", SETTINGS))
    longer = Train("run", replace(SETTINGS, epochs=2), ("basic.safetensors",))
    points, end = service.train(longer)
    assert end == StateChanged("finished")
    assert {point.epoch > 1 for point in points} == {True}


def test_networks_are_exported_from_the_arrays_that_are_named(service, dataset):
    for path in service.folder.iterdir():
        path.unlink()
    layers = architecture("basic", SETTINGS.choices)
    kernel, bias, dense, last = (np.zeros(one.shape, np.float32) for one in weights_of(layers))
    last[:] = np.arange(10)  # nothing of the picture reaches the answer, which is theirs
    path = service.folder / "basic.safetensors"
    write_saved(SavedNetwork((kernel, bias, dense, last), {}, Start(16, 1.0)), layers, path)
    points, end = service.train(Export("run", SETTINGS, ("basic.safetensors",)))
    assert (points, end) == ([], StateChanged("finished"))
    left = {path.name for path in service.folder.iterdir()}
    assert left == {"basic.safetensors", "basic.keras", "basic.tflite"}
    answers = Runtime(service.folder / "basic.tflite").run(dataset.test_images[:3]).classes
    assert answers == pytest.approx(np.tile(np.exp(last) / np.exp(last).sum(), (3, 1)), abs=1e-6)


def test_files_that_did_not_reach_the_worker_are_missed_in_words(service):
    points, end = service.train(Train("run", SETTINGS, ("standard.keras",)))
    assert not points
    assert end.state == "failed"
    assert "did not get the saved networks" in end.message
    assert service.train(Export("run", SETTINGS, ("standard.safetensors",)))[1] == end
    assert service.train(Train("next", SETTINGS))[1] == StateChanged("finished")


def test_what_is_no_network_of_the_run_is_exported_in_no_way(service):
    (service.folder / "basic.safetensors").write_bytes(b"weights")
    _, end = service.train(Export("run", SETTINGS, ("basic.safetensors",)))
    assert end == StateChanged("failed", "It is no file of a network in training.")


def test_a_server_that_is_killed_leaves_no_files_of_its_worker_behind():
    script = """
import time
from fmnist_app.lab.executor import Callbacks, ProcessExecutor
ready = lambda message: print(made._scratch.name, flush=True)
made = ProcessExecutor(Callbacks({}.get, ready, print, print))
time.sleep(600)
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        scratch = Path(server.stdout.readline().strip())
        assert scratch.is_dir()
        server.kill()
    wait(lambda: not scratch.exists())
