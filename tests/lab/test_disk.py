"""A disk that is full, read-only or broken off in mid-writing costs a warning, not a run."""

import resource
from contextlib import contextmanager

import pytest

from fmnist_app.lab.journal import Journal
from fmnist_app.lab.records import EVENTS_FILE, Record
from fmnist_app.lab.service import Lab, RefusedError
from fmnist_app.models import architecture
from fmnist_app.training import TrainingSettings
from fmnist_app.training.saved import read_saved
from tests.lab.test_worker_process import wait


@contextmanager
def files_end_at(size):
    """No file of this process, or of one it starts, can grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_line_for_which_there_is_no_room_waits_and_leaves_no_half_behind(tmp_path):
    journal = Journal(tmp_path / "events.jsonl")
    journal.append("first")
    with files_end_at(10):
        journal.append("a line that does not fit")
        assert not journal.kept
        assert journal.lines() == ["first"]
    journal.append("last")
    assert journal.kept
    assert journal.lines() == ["first", "a line that does not fit", "last"]


def test_a_line_broken_off_by_a_crash_is_cut_before_the_next_one(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text('whole\n{"type": "poi')
    journal = Journal(path)
    assert journal.lines() == ["whole"]
    journal.append("next")
    assert path.read_text() == "whole\nnext\n"


def test_a_record_broken_in_mid_writing_can_be_read_again_after_it_was_marked(lab, settings):
    run = lab.submit(settings)
    file = lab.folder(run) / EVENTS_FILE
    with file.open("a") as events:
        events.write('{"type": "point", "mod')
    for _ in range(2):  # the first look marks it as ended by a restart
        assert Lab(lab.folder(run).parent).look(run).state == "failed"


def test_a_run_goes_on_while_its_record_cannot_be_written(lab, workers, settings):
    run = lab.submit(settings)
    workers.last.start()
    with files_end_at((lab.folder(run) / EVENTS_FILE).stat().st_size):
        workers.last.point(epoch=1.0)
        now = lab.look(run)
        assert len(now.points) == 1
        assert not now.kept
    workers.last.end()
    assert lab.look(run).kept
    assert Record.read(lab.folder(run)).snapshot().points == now.points


def test_a_run_that_cannot_be_kept_is_refused_in_words(lab, settings, tmp_path):
    with files_end_at(0), pytest.raises(RefusedError, match="disk is full or cannot be written"):
        lab.submit(settings)
    assert not list((tmp_path / "runs").iterdir())
    assert lab.submit(settings)


def test_networks_that_cannot_be_saved_are_named_and_their_results_are_there(tmp_path, dataset):
    lab = Lab(tmp_path / "runs")
    with files_end_at(20_000):
        run = lab.submit(TrainingSettings(epochs=1, pictures=500, filters=4))
        wait(lambda: lab.look(run).over)
    now = lab.look(run)
    lab.close()
    assert now.state == "failed"
    assert "was trained, and could not be saved" in now.message
    assert set(now.results) == {"basic", "standard"}
    assert not list(lab.folder(run).glob("*.keras"))
    assert not list(lab.folder(run).glob("*.safetensors"))
    assert not lab.can_go_on(run)


def test_a_crash_costs_no_more_than_what_came_after_the_last_saving(tmp_path, dataset):
    lab = Lab(tmp_path / "runs")
    settings = TrainingSettings(models=("basic",), epochs=50, pictures=20_000, filters=4)
    run = lab.submit(settings)
    wait((lab.folder(run) / "basic.safetensors").exists)
    lab._pool.all[0].current._process.kill()
    wait(lambda: lab.look(run).over)
    broken = lab.look(run)
    layers = architecture("basic", settings.choices)
    saved = read_saved((lab.folder(run) / "basic.safetensors").read_bytes(), layers)
    lab.close()

    after = Lab(tmp_path / "runs")
    assert after.look(run).points == broken.points
    after.more(run, 0)
    wait(lambda: len(after.look(run).history("epoch")) > len(broken.history("epoch")))
    after.steer(run, "stop")
    wait(lambda: after.look(run).over)
    after.close()
    epochs = after.look(run).history("epoch")["epoch"]
    assert epochs.is_monotonic_increasing
    assert epochs.is_unique
    assert after.look(run).points[0] == broken.points[0]
    assert saved.start.step > 0
