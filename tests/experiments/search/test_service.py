"""The searches of a server: real coordinators as processes of their own, in line and on command."""

import time
from pathlib import Path

import pytest

from fmnist_app.experiments.search.record import FILE, read_search
from fmnist_app.experiments.search.service import MOST_WAITING, Searches, more_than
from fmnist_app.experiments.search.space import dimension
from fmnist_app.experiments.search.task import Budget, SearchTask
from fmnist_app.experiments.search.wishes import read_wishes
from fmnist_app.lab.service import RefusedError
from fmnist_app.training import TrainingSettings
from tests.experiments.search.conftest import make_task, table

PATIENCE = 180
BUDGET = Budget(3, 5.0)


def tiny(dataset, **changes):
    usual = {
        "default": TrainingSettings(models=("basic",), pictures=500, filters=4, epochs=1),
        "space": (dimension("learning_rate"), dimension("optimizer")),
        "epochs": 2,
        "sampler": "random",
        "pruning": "none",
        "seeds": 1,
        "seed": 0,
        "window": 4,
        "data_sha256": dataset.sha256,
    }
    return SearchTask(**{**usual, **changes})


def wait(searches, what):
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "nothing came of it"
        searches.tick()
        time.sleep(0.1)


@pytest.fixture
def searches(tmp_path):
    made = Searches(tmp_path / "searches")
    yield made
    made.close()


@pytest.fixture
def idle(tmp_path):
    """Searches that nobody carries out, as the server is busy with runs for ever."""
    made = Searches(tmp_path / "searches", busy=lambda: True)
    yield made
    made.close()


@pytest.mark.slow
def test_a_search_is_carried_out_and_a_second_one_waits_for_it(searches, dataset):
    first = searches.submit(tiny(dataset), BUDGET)
    second = searches.submit(tiny(dataset, seed=1), BUDGET)
    assert (searches.place(first), searches.place(second)) == (0, 1)
    wait(searches, lambda: searches.place(second) is None)
    for search in (first, second):
        now = searches.look(search)
        assert now.state == "finished"
        assert len(now.trials) == 3
        assert now.test_openings == 2
        assert (searches.folder(search) / "result.json").is_file()


@pytest.mark.slow
def test_a_search_outlives_its_server_and_goes_on_when_asked(searches, dataset, tmp_path):
    search = searches.submit(tiny(dataset), Budget(5, 5.0))
    wait(searches, lambda: searches.look(search).ended)
    searches.close()
    other = Searches(tmp_path / "searches")
    try:
        assert other.place(search) is None
        assert not other.look(search).over
        other.steer(search, "run")
        wait(other, lambda: other.place(search) is None)
        assert other.look(search).state == "finished"
        assert len(other.look(search).trials) == 5
    finally:
        other.close()


@pytest.mark.slow
def test_a_search_pauses_gives_way_and_stops(tmp_path, dataset):
    busy: list[str] = []
    searches = Searches(tmp_path / "searches", busy=lambda: bool(busy))
    try:
        search = searches.submit(tiny(dataset, epochs=3), Budget(200, 60.0))
        wait(searches, lambda: searches.look(search).ended)
        searches.steer(search, "pause")
        wait(searches, lambda: searches.look(search).state == "paused")
        searches.steer(search, "run")
        wait(searches, lambda: searches.look(search).state == "running")
        busy.append("a visitor's run")
        wait(searches, lambda: searches.workers(search).held)
        busy.clear()
        wait(searches, lambda: not searches.workers(search).held)
        searches.steer(search, "stop")
        wait(searches, lambda: searches.place(search) is None)
        assert searches.look(search).state == "stopped"
        assert searches.look(search).winner is not None
    finally:
        searches.close()


@pytest.mark.slow
def test_a_coordinator_that_is_killed_is_said_and_can_go_on(searches, dataset):
    search = searches.submit(tiny(dataset), BUDGET)
    wait(searches, lambda: searches.look(search).trials)
    searches._process.kill()
    wait(searches, lambda: searches.place(search) is None)
    assert searches.look(search).state == "failed"
    assert "without warning" in searches.look(search).message
    searches.steer(search, "run")
    wait(searches, lambda: searches.place(search) is None)
    assert searches.look(search).state == "finished"


def test_while_runs_train_a_search_waits(idle):
    search = idle.submit(make_task(), BUDGET)
    idle.tick()
    assert idle.place(search) == 0
    assert idle.look(search).trials == {}
    assert idle._process is None


def test_too_many_in_line_are_refused_in_a_sentence(idle):
    for _ in range(MOST_WAITING + 1):
        idle.submit(make_task(), BUDGET)
    with pytest.raises(RefusedError, match="5 searches are waiting"):
        idle.submit(make_task(), BUDGET)


def test_one_that_waits_can_leave_the_line_and_come_back(idle):
    idle.submit(make_task(), BUDGET)
    search = idle.submit(make_task(seed=1), BUDGET)
    idle.steer(search, "stop")
    assert idle.place(search) is None
    idle.more(search, Budget(10, 10.0))
    assert idle.place(search) == 1
    assert read_wishes(idle.folder(search)).budget == Budget(10, 10.0)


@pytest.mark.parametrize("search", ["", "..", "x" * 22 + "/..", "../../../etc", "a" * 22, "\x00"])
def test_an_id_that_is_none_finds_nothing(idle, search):
    assert idle.look(search) is None
    idle.steer(search, "stop")


def test_a_broken_record_is_no_search(idle):
    search = idle.submit(make_task(), BUDGET)
    (idle.folder(search) / FILE).write_text("nothing\n")
    assert idle.look(search) is None


def test_a_full_disk_refuses_a_search_in_a_sentence(tmp_path):
    (tmp_path / "searches").write_text("")  # where the folder should be
    with pytest.raises(RefusedError, match="disk is full"):
        Searches(tmp_path / "searches").submit(make_task(), BUDGET)


def test_only_the_newest_searches_are_kept(idle, monkeypatch):
    monkeypatch.setattr("fmnist_app.experiments.search.service.KEPT", 2)
    first = idle.submit(make_task(), BUDGET)
    idle._line.clear()
    for seed in range(1, 4):
        idle.submit(make_task(seed=seed), BUDGET)
        idle._line.clear()
    assert not idle.folder(first).exists()


def test_as_much_again_stays_a_budget():
    assert more_than(Budget(30, 15.0), 60.0) == Budget(60, 30.0)
    assert more_than(Budget(30, 15.0), 1800.0) == Budget(60, 45.0)
    most = Budget(100_000, 100_000.0)
    assert more_than(most, 1e9) == most


def test_a_record_is_read_anew_only_when_it_has_grown(idle):
    search = idle.submit(make_task(), BUDGET)
    assert idle.look(search) is idle.look(search)


def test_what_a_search_made_reads_the_same_as_the_table_says(search, tmp_path):
    now, _ = search(trials=5)
    assert table(read_search(Path(tmp_path / "search" / FILE))) == table(now)


def test_a_search_of_the_command_is_not_the_servers_to_remove(idle, monkeypatch):
    monkeypatch.setattr("fmnist_app.experiments.search.service.KEPT", 1)
    by_command = idle.root / "basic-0"
    by_command.mkdir(parents=True)
    for seed in range(3):
        idle.submit(make_task(seed=seed), BUDGET)
        idle._line.clear()
    assert by_command.exists()
