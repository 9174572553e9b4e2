"""A search on a Dask cluster: real scheduler, real workers, real sockets, and what befalls them."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.cluster import ClusterCrew, cluster_crew, do_unit
from fmnist_app.experiments.search.coordinator import Coordinator
from fmnist_app.experiments.search.record import SearchRecord
from fmnist_app.experiments.search.service import Searches
from fmnist_app.experiments.search.task import Budget
from fmnist_app.lab.cluster_client import CONFIG, check_address
from tests.experiments.search.conftest import climbed, make_task, table
from tests.experiments.search.test_service import tiny, wait

ROOT = Path(__file__).parents[3]
DASK = [sys.executable, "-m", "dask"]
GUIDE = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
PATIENCE = 120
SECONDS = 0.3  # that a unit takes a worker


def pretend(read, checkpoint):
    """Do a unit without training, on a worker, in the time that it would take to kill that."""
    from fmnist_app.experiments.search.unit import unit_from

    time.sleep(SECONDS)
    outcome = climbed(unit_from(read))
    return outcome.as_dict(), outcome.checkpoint


class Cluster:
    """A scheduler and workers that are processes of their own, to be killed and begun anew."""

    def __init__(self, env=None, scheme="tcp"):
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            self.port = place.getsockname()[1]
        self.address = f"{scheme}://127.0.0.1:{self.port}"
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
        self.scheduler = self.start_scheduler()
        self.workers = []

    def start(self, *arguments):
        return subprocess.Popen(
            [*DASK, *arguments],
            env=self.env,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def start_scheduler(self):
        where = ("--host", self.address.rpartition(":")[0], "--port", str(self.port))
        return self.start("scheduler", *where, "--no-dashboard")

    def start_worker(self, *more):
        own = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--no-nanny", *more)
        self.workers.append(self.start("worker", self.address, *own))

    def ensure(self, number):
        """Have so many workers, none of which is gone."""
        self.workers = [one for one in self.workers if one.poll() is None]
        for _ in range(number - len(self.workers)):
            self.start_worker()

    def close(self):
        for process in [*self.workers, self.scheduler]:
            kill(process)


def kill(process):
    """Kill a process and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


@pytest.fixture(scope="module")
def machines():
    made = Cluster()
    yield made
    made.close()


@pytest.fixture
def cluster(machines):
    machines.ensure(3)
    return machines


def connect(address):
    dask.config.set(CONFIG)
    return lambda: Client(address, timeout=PATIENCE)


def carry_out(folder, crew, every_turn=lambda: None):
    record = SearchRecord.create(folder, make_task(seeds=1), Budget(10, 60.0))
    deadline = time.monotonic() + PATIENCE

    def go_on():
        every_turn()
        return time.monotonic() < deadline

    return Coordinator(record, crew, lambda _: None, go_on).run()


@pytest.fixture
def undisturbed(search):
    return table(search("undisturbed", trials=10, seeds=1)[0])


def test_two_of_three_workers_killed_in_mid_rung_change_nothing(
    cluster, undisturbed, tmp_path, monkeypatch
):
    crew = ClusterCrew(connect(cluster.address), work=pretend)
    begun: list[str] = []

    def begin(unit, checkpoint):
        begun.append(unit.key)
        ClusterCrew.begin(crew, unit, checkpoint)

    monkeypatch.setattr(crew, "begin", begin)

    def kill_two():
        if len(begun) >= 5 and len(cluster.workers) > 1:
            kill(cluster.workers.pop())
            kill(cluster.workers.pop())

    now = carry_out(tmp_path / "killed", crew, kill_two)
    assert now.state == "finished"
    assert len(cluster.workers) == 1
    assert table(now) == undisturbed
    assert len(begun) == len(set(begun))  # Dask begins those anew by itself, and tells once


def test_a_scheduler_that_is_killed_and_comes_back_changes_nothing(cluster, undisturbed, tmp_path):
    crew = ClusterCrew(connect(cluster.address), work=pretend)
    turns, kills = iter(range(10_000)), []

    def kill_scheduler():
        if next(turns) in (12, 40):
            kill(cluster.scheduler)
            for worker in cluster.workers:
                kill(worker)
            cluster.workers.clear()
            cluster.scheduler = cluster.start_scheduler()
            for _ in range(3):
                cluster.start_worker()
            kills.append(1)

    now = carry_out(tmp_path / "killed", crew, kill_scheduler)
    assert now.state == "finished"
    assert kills
    assert table(now) == undisturbed


def test_the_page_searches_on_the_cluster_that_is_named(cluster, dataset, tmp_path, monkeypatch):
    monkeypatch.setenv("FMNIST_SCHEDULER", cluster.address)
    searches = Searches(tmp_path / "searches")
    try:
        search = searches.submit(tiny(dataset), Budget(4, 10.0))
        wait(searches, lambda: searches.place(search) is None)
        now = searches.look(search)
        assert now.state == "finished", now.message
        by = {rung.by for trial in now.trials.values() for rung in trial.rungs}
        assert by
        assert "this machine" not in by
    finally:
        searches.close()


def test_a_scheduler_that_does_not_answer_ends_a_search_of_the_page_in_a_sentence(
    dataset, tmp_path, monkeypatch
):
    monkeypatch.setenv("FMNIST_SCHEDULER", "nonsense")
    searches = Searches(tmp_path / "searches")
    try:
        search = searches.submit(tiny(dataset), Budget(4, 10.0))
        wait(searches, lambda: searches.place(search) is None)
        assert searches.look(search).state == "failed"
        assert "expected tcp://HOST:8786" in searches.look(search).message
    finally:
        searches.close()


def test_a_crew_that_is_held_has_no_room():
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as local:
        crew = ClusterCrew(lambda: Client(local), work=do_unit)
        assert [view.name for view in crew.workers()] == []
        assert crew.room() == 1
        assert [view.key for view in crew.workers()] == [""]
        crew.hold()
        assert crew.room() == 0
        crew.go_on()
        assert crew.room() == 1
        crew.close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost",
        "tcp://",
        "tcp://host",
        "http://host:8786",
        "tcp://host:port",
        "file:///etc/passwd",
        "tcp://:8786",
        "x" * 5000,
    ],
)
def test_what_is_no_address_of_a_scheduler_is_refused_in_a_sentence(address):
    with pytest.raises(LabError, match="expected tcp://HOST:8786") as found:
        check_address(address)
    assert len(str(found.value)) < 300


def test_where_no_scheduler_answers_it_is_said(monkeypatch):
    monkeypatch.setattr("fmnist_app.lab.cluster_client.CONNECT_SECONDS", 1)
    with pytest.raises(LabError, match="No scheduler answers"):
        cluster_crew("tcp://127.0.0.1:9", 1)


def recipe():
    """The shell commands by which the guide makes certificates."""
    return GUIDE.partition("<!-- certificates -->\n```sh\n")[2].partition("```")[0]


def test_the_recipe_for_encryption_works_and_lets_no_stranger_in(
    tmp_path, undisturbed, monkeypatch
):
    subprocess.run(["/bin/sh", "-e", "-c", recipe()], cwd=tmp_path, check=True, capture_output=True)
    variables = {
        f"DASK_DISTRIBUTED__COMM__{name}": value.replace("/etc/fmnist", str(tmp_path))
        for name, value in re.findall(r"export DASK_DISTRIBUTED__COMM__(\w+)=(\S+)", GUIDE)
    }
    assert len(variables) == 8
    made = Cluster(variables, "tls")
    try:
        made.start_worker()
        # A worker without a certificate of its own: it ends without having been let in.
        made.env = {**os.environ, "PYTHONPATH": str(ROOT)}
        made.start_worker("--death-timeout", "5")
        stranger = made.workers[-1]
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        dask.config.refresh()
        crew = ClusterCrew(connect(made.address), work=pretend)
        assert stranger.wait(PATIENCE) != 0
        now = carry_out(tmp_path / "safe", crew)
        assert {one.name for one in crew.workers()}
        assert len(crew._names) <= 1
        assert table(now) == undisturbed
    finally:
        made.close()
        monkeypatch.undo()
        dask.config.refresh()
