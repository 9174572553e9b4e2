"""The real worker process, through the service, on a slice of the real data."""

import os
import signal
import time

import pytest

from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings

PATIENCE = 120  # seconds; only a broken worker takes that long


def wait(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the worker did not get there"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def lab(tmp_path_factory, dataset):
    service = Lab(tmp_path_factory.mktemp("runs"))
    yield service
    service.close()


@pytest.fixture
def long_run():
    return TrainingSettings(epochs=50, pictures=5_000, filters=4)


def state(lab, run):
    return lab.look(run).state


def test_a_run_of_both_networks_comes_back_whole_and_saved(lab):
    run = lab.submit(TrainingSettings(epochs=1, pictures=500, filters=4))
    wait(lambda: lab.look(run).over)
    now = lab.look(run)
    assert now.state == "finished"
    assert set(now.results) == {"basic", "standard"}
    assert sorted(now.history("epoch")["model"]) == ["basic", "standard"]
    assert now.test_openings == 2
    assert sorted(path.name for path in lab.folder(run).glob("*.keras")) == [
        "basic.keras",
        "standard.keras",
    ]


def test_a_run_is_paused_resumed_stopped_and_taken_up_again(lab, long_run):
    run = lab.submit(long_run)
    wait(lambda: lab.look(run).points)
    lab.steer(run, "pause")
    time.sleep(1.0)
    held = len(lab.look(run).points)
    time.sleep(0.5)
    assert len(lab.look(run).points) == held
    lab.steer(run, "resume")
    wait(lambda: len(lab.look(run).points) > held)
    lab.steer(run, "stop")
    wait(lambda: lab.look(run).over)
    stopped = lab.look(run)
    assert stopped.state == "stopped"
    assert stopped.test_openings == 0
    lab.more(run, 0)
    wait(lambda: len(lab.look(run).points) > len(stopped.points))
    lab.steer(run, "stop")
    wait(lambda: lab.look(run).over)
    for _, points in lab.look(run).history("epoch").groupby("model"):
        assert points["epoch"].is_monotonic_increasing
        assert points["epoch"].is_unique


def test_a_learning_rate_that_blows_up_is_explained(lab):
    run = lab.submit(TrainingSettings(epochs=1, pictures=1_000, learning_rate=1000.0))
    wait(lambda: lab.look(run).over)
    assert state(lab, run) == "diverged"
    assert "learning rate of 1000" in lab.look(run).message


def test_a_killed_worker_ends_its_run_in_words_and_the_next_run_works(lab, long_run):
    run = lab.submit(long_run)
    wait(lambda: lab.look(run).points)
    os.kill(lab._pool.all[0].current.pid, signal.SIGKILL)
    wait(lambda: lab.look(run).over)
    assert "killed by the system" in lab.look(run).message
    after = lab.submit(TrainingSettings(models=("basic",), epochs=1, pictures=500, filters=4))
    wait(lambda: lab.look(after).over)
    assert state(lab, after) == "finished"
