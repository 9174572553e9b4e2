"""Records written by the version before events had types: two runs that were really trained."""

import json
import shutil
from pathlib import Path

import pytest

from fmnist_app.lab.records import EVENTS_FILE, Record

DATA = Path(__file__).with_name("data")


@pytest.fixture
def read(tmp_path):
    def read(name):
        shutil.copy(DATA / f"{name}.jsonl", tmp_path / EVENTS_FILE)
        return Record.read(tmp_path).snapshot()

    return read


@pytest.fixture
def lines():
    """What a file says, understood without the app."""

    def lines(name, kind):
        text = (DATA / f"{name}.jsonl").read_text(encoding="utf-8")
        found = [json.loads(line) for line in text.splitlines()]
        return [
            {k: v for k, v in line.items() if k != "type"} for line in found if line["type"] == kind
        ]

    return lines


@pytest.mark.parametrize("name", ["gone_on", "diverged"])
def test_every_line_of_an_earlier_record_is_understood(read, lines, name):
    now = read(name)
    assert [vars(point) for point in now.points] == lines(name, "point")
    latest = {line["model"]: line for line in lines(name, "result")}
    since = {"kept_epoch": None}  # which no result had then
    expected = {model: line | since for model, line in latest.items()}
    assert {model: vars(result) for model, result in now.results.items()} == expected
    assert {"state": now.state, "message": now.message} == lines(name, "state")[-1]
    assert now.run == lines(name, "run")[0]["run"]


def test_an_earlier_run_that_went_on_has_its_new_length_and_both_openings(read, lines):
    now = read("gone_on")
    assert now.settings.epochs == lines("gone_on", "epochs")[-1]["epochs"] == 3
    assert now.test_openings == 4
