"""Runs trained by the workers of a real Dask scheduler, as the service has them trained."""

from dataclasses import replace

import pytest

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.inference.runtime import Runtime
from fmnist_app.lab.cluster import Cluster
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings
from tests.experiments.search.test_cluster import Cluster as Machines
from tests.experiments.search.test_cluster import kill
from tests.lab.test_worker_process import wait

TINY = TrainingSettings(models=("basic",), epochs=2, pictures=500, filters=4)
LONG = replace(TINY, epochs=50, pictures=5_000)


@pytest.fixture(scope="module")
def some_machines():
    made = Machines()
    yield made
    made.close()


@pytest.fixture
def machines(some_machines):
    some_machines.ensure(2)
    return some_machines


@pytest.fixture
def lab(machines, tmp_path, dataset):
    cluster = Cluster(machines.address)
    service = Lab(tmp_path / "runs", make_executor=cluster.make, slots=cluster.slots)
    yield service
    service.close()
    cluster.close()


def wait_tidily(lab, what):
    def look():
        lab.tidy()
        return what()

    wait(look)


def state(lab, run):
    return lab.look(run).state


def test_as_many_runs_train_at_once_as_there_are_workers_and_the_others_wait(lab):
    long = [lab.submit(LONG) for _ in range(2)]
    wait_tidily(lab, lambda: [state(lab, run) for run in long] == ["running"] * 2)
    short, last = lab.submit(TINY), lab.submit(TINY)
    lab.tidy()
    assert [lab.place(run) for run in (short, last)] == [1, 2]
    lab.steer(long[0], "pause")
    wait_tidily(lab, lambda: state(lab, long[0]) == "paused")
    lab.steer(long[0], "resume")
    lab.steer(long[1], "stop")
    wait_tidily(lab, lambda: state(lab, last) == "finished")
    assert state(lab, short) == "finished"
    assert state(lab, long[1]) == "stopped"
    assert lab.look(long[0]).points
    lab.steer(long[0], "stop")
    wait_tidily(lab, lambda: lab.look(long[0]).over)
    # What a run leaves has come back whole, and can answer and go on.
    files = NetworkFiles(lab.folder(short), "basic")
    assert Runtime(files.tflite)
    assert files.test_predictions.exists()
    assert len(lab.look(short).history("epoch")) == 2
    longer = lab.more(short, 1)
    wait_tidily(lab, lambda: state(lab, longer) == "finished")
    assert lab.look(longer).history("epoch")["epoch"].tolist() == [1.0, 2.0, 3.0]


def test_a_run_whose_worker_is_killed_is_begun_anew_by_another(lab, machines):
    run = lab.submit(replace(TINY, epochs=12, pictures=5_000))
    wait_tidily(lab, lambda: len(lab.look(run).points) > 2)
    kill(machines.workers.pop())
    wait_tidily(lab, lambda: lab.look(run).over)
    if state(lab, run) == "finished":  # else the other worker was killed in vain
        epochs = lab.look(run).history("epoch")["epoch"].tolist()
        assert epochs == sorted(set(epochs))
        assert len(epochs) == 12


def test_a_server_that_is_killed_takes_its_runs_up_when_it_is_back(lab, machines, tmp_path):
    done = lab.submit(TINY)
    wait_tidily(lab, lambda: state(lab, done) == "finished")
    under_way, waits = lab.submit(replace(TINY, epochs=5, pictures=5_000)), lab.submit(TINY)
    wait_tidily(lab, lambda: lab.look(under_way).points)
    lab._dispatcher.pool.all.clear()  # as if it was gone: nothing more is heard or written
    lab._queue.clear()
    cluster = Cluster(machines.address)
    later = Lab(tmp_path / "runs", make_executor=cluster.make, slots=cluster.slots)
    try:
        later.take_up()
        wait_tidily(later, lambda: all(later.look(run).over for run in (under_way, waits)))
        for run, epochs in ((under_way, 5), (waits, 2), (done, 2)):
            assert state(later, run) == "finished"
            assert len(later.look(run).history("epoch")) == epochs
    finally:
        later.close()
        cluster.close()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("nonsense", "no address of a scheduler"), ("tcp://127.0.0.1:9", "No scheduler answers")],
)
def test_where_no_scheduler_is_a_run_ends_in_a_sentence(tmp_path, dataset, address, sentence):
    cluster = Cluster(address)
    lab = Lab(tmp_path / "runs", make_executor=cluster.make, slots=cluster.slots)
    try:
        run = lab.submit(TINY)
        wait_tidily(lab, lambda: lab.look(run).over)
        assert state(lab, run) == "failed"
        assert sentence in lab.look(run).message
    finally:
        lab.close()
        cluster.close()


def test_two_servers_share_the_workers(lab, machines, tmp_path):
    cluster = Cluster(machines.address)
    other = Lab(tmp_path / "others", make_executor=cluster.make, slots=cluster.slots)
    try:
        mine, theirs = lab.submit(LONG), other.submit(LONG)
        wait_tidily(lab, lambda: state(lab, mine) == "running")
        wait_tidily(other, lambda: state(other, theirs) == "running")
        waiting = lab.submit(TINY)
        lab.tidy()
        assert lab.place(waiting) == 1
        other.steer(theirs, "stop")
        wait_tidily(lab, lambda: state(lab, waiting) == "finished")
        lab.steer(mine, "stop")
        wait_tidily(lab, lambda: lab.look(mine).over)
    finally:
        other.close()
        cluster.close()
