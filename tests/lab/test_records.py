"""Runs written down as they happen, and read back."""

import stat
from dataclasses import replace

import pytest

from fmnist_app.lab.events import StateChanged
from fmnist_app.lab.records import EVENTS_FILE, BrokenRecordError, Record
from fmnist_app.training import Point, Progress, Result, TrainingSettings
from fmnist_app.training.points import Kernels, Started

POINT = Point("basic", "epoch", 1.0, 0.9, 0.3, 0.88, 0.35, seconds=2.0)
RESULT = Result("basic", "finished", 1.0, 2.0, 54_410, 0.9, 0.3, 10_000)


@pytest.fixture
def record(tmp_path):
    return Record.create("r" * 22, tmp_path / "run", TrainingSettings(models=("basic",)))


def test_a_record_read_back_says_what_was_written(record):
    for event in (POINT, RESULT, StateChanged("finished")):
        record.append(event)
    assert Record.read(record.folder).snapshot() == record.snapshot()


def test_a_line_broken_off_in_mid_writing_is_left_out(record):
    record.append(POINT)
    with (record.folder / EVENTS_FILE).open("a") as file:
        file.write('{"type": "point", "mod')
    assert len(Record.read(record.folder).snapshot().points) == 1


@pytest.mark.parametrize(
    "text", ["", "nonsense\n", '{"run": "x"}\n', '{"run": 1, "settings": 2}\n']
)
def test_what_is_no_record_is_refused(tmp_path, text):
    (tmp_path / EVENTS_FILE).write_text(text)
    with pytest.raises(BrokenRecordError, match="cannot be read back"):
        Record.read(tmp_path)


def test_kernels_of_an_epoch_that_is_trained_again_replace_the_earlier_ones(record):
    for epoch in (0, 1, 2):
        record.append(Kernels("basic", epoch, 3, f"kernel {epoch}", "bias"))
    record.append(Kernels("standard", 2, 3, "other", "bias"))
    record.append(Started("basic", 1))
    record.append(Kernels("basic", 1, 3, "again", "bias"))
    now = Record.read(record.folder).snapshot()
    told = [one.kernel for one in now.kernels if one.model == "basic"]
    assert told == ["kernel 0", "again"]
    assert len(now.kernels) == 3


def test_progress_is_not_written_down(record):
    before = (record.folder / EVENTS_FILE).read_text()
    record.append(Progress("basic", 1, 2, pictures_per_second=1.0, seconds=1.0))
    assert (record.folder / EVENTS_FILE).read_text() == before
    assert record.snapshot().progress["basic"].step == 1


def test_openings_of_the_test_set_are_counted_on_a_hold_out_only(record, tmp_path):
    record.append(RESULT)
    record.append(RESULT)
    assert record.snapshot().test_openings == 2
    settings = TrainingSettings(models=("basic",), protocol="report")
    report = Record.create("s" * 22, tmp_path / "report", settings)
    report.append(RESULT)
    assert report.snapshot().test_openings == 0


def test_results_stand_in_the_order_of_the_settings_whichever_network_has_ended_first(tmp_path):
    record = Record.create("t" * 22, tmp_path / "both", TrainingSettings())
    for name in reversed(record.snapshot().settings.models):
        record.append(replace(RESULT, model=name))
    assert tuple(record.snapshot().results) == record.snapshot().settings.models


def test_a_runs_folder_is_readable_by_its_owner_alone(record):
    assert stat.S_IMODE(record.folder.stat().st_mode) == 0o700
