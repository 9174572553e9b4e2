"""How long runs took on this machine: known from the last one on, and to the next server."""

import json
from dataclasses import replace

from fmnist_app.lab.limits import Limits
from fmnist_app.lab.service import Lab
from fmnist_app.lab.timings import FILE, MOST, Timings
from fmnist_app.training import Result

RESULT = Result("basic", "finished", 2.0, seconds=1.0, parameters=54_410)


def finish(lab, workers, settings, seconds=12.0, state="finished"):
    lab.submit(settings)
    run = workers.last
    run.start()
    for model in settings.models:
        run.hear(replace(RESULT, model=model, seconds=seconds))
    run.end(state)


def test_nothing_is_said_of_runs_that_never_ran_here(lab, settings):
    assert lab.seconds_of(settings) is None


def test_the_last_run_of_the_same_settings_says_how_long_it_took(lab, workers, settings, pair):
    finish(lab, workers, settings, 12.0)
    finish(lab, workers, settings, 10.04)
    assert lab.seconds_of(settings) == 10.0
    assert lab.seconds_of(replace(settings, seed=1)) is None
    assert lab.seconds_of(pair) is None


def test_the_slower_network_decides(lab, workers, pair):
    lab.submit(pair)
    workers.last.hear(replace(RESULT, model="basic", seconds=3.0))
    workers.last.hear(replace(RESULT, model="standard", seconds=8.0))
    workers.last.end()
    assert lab.seconds_of(pair) == 8.0


def test_a_run_that_was_stopped_or_failed_says_nothing(lab, workers, settings):
    finish(lab, workers, settings, state="stopped")
    finish(lab, workers, settings, state="failed")
    assert lab.seconds_of(settings) is None


def test_the_next_server_knows_them_again(lab, workers, settings, tmp_path):
    finish(lab, workers, settings)
    assert Lab(tmp_path / "runs", Limits(), workers.make).seconds_of(settings) == 12.0


def test_a_file_that_is_broken_is_as_good_as_none(tmp_path, settings):
    for text in ("", "[1]", '{"a": "long"}', "\0"):
        (tmp_path / FILE).write_text(text)
        assert Timings(tmp_path).of(settings) is None


def test_the_file_does_not_grow_without_end(lab, workers, settings, tmp_path):
    for seed in range(MOST + 2):
        finish(lab, workers, replace(settings, seed=seed))
    assert len(json.loads((tmp_path / "runs" / FILE).read_text())) == MOST
    assert lab.seconds_of(replace(settings, seed=MOST + 1)) == 12.0
    assert lab.seconds_of(settings) is None
