"""A run that comes back from a file is shown like any other, but cannot go on."""

import io
import zipfile

import pytest

from fmnist_app.archive.write import pack
from fmnist_app.lab.events import StateChanged
from fmnist_app.lab.records import Record
from fmnist_app.training import Point, Result, TrainingSettings
from tests.pages.test_train import button

SETTINGS = TrainingSettings(models=("basic",), epochs=3, pictures=1_000, filters=4)


@pytest.fixture
def archive(tmp_path):
    """A run without networks, packed."""
    record = Record.create("run", tmp_path / "run", SETTINGS)
    for epoch in (1.0, 2.0, 3.0):
        record.append(Point("basic", "epoch", epoch, 0.8, 0.5, 0.75, 0.6, epoch))
    record.append(Result("basic", "finished", 3.0, 4.5, 6_810, 0.76, 0.65, 10_000))
    record.append(StateChanged("finished"))
    return pack(record.snapshot(), tmp_path / "run", "")


def bring(app, data):
    app.file_uploader(key="archive").set_value(("run.zip", data, "application/zip")).run()
    assert not app.exception
    return app


def test_a_run_from_a_file_is_shown_and_cannot_go_on(open_page, archive):
    app = bring(open_page("train"), archive)
    headings = [element.value for element in app.subheader]
    assert headings[:2] == ["Finished", "What you saw"]
    assert "cannot go on" in app.warning[0].value
    assert len(app.query_params["run"]) == 22
    assert app.dataframe[0].value["Test accuracy"].tolist() == ["76.00\u00a0%"]
    assert not [b for b in app.button if "more epoch" in b.label or b.label == "Go on"]
    assert not button(app, "Train").disabled
    app.switch_page("pages/use/draw.py").run()
    assert not any("your run" in o for o in app.button_group(key="draw_networks").options)


def test_a_visitor_with_several_runs_can_go_back_to_an_earlier_one(open_page, archive):
    app = bring(open_page("train"), archive)
    first = app.query_params["run"]
    assert "run_choice" not in app.session_state
    bring(app, archive + b" ")
    second = app.query_params["run"]
    assert first != second
    choice = app.button_group(key="run_choice")
    assert choice.options == ["first", "again"]
    assert choice.value == second
    choice.set_value(first).run()
    assert not app.exception
    assert app.query_params["run"] == first
    assert app.button_group(key="run_choice").value == first


def test_a_file_that_is_no_archive_is_said_and_changes_nothing(open_page):
    app = bring(open_page("train"), b"hello")
    assert "no sound zip file" in app.error[0].value
    assert "run" not in app.query_params


def test_words_from_a_file_cannot_become_markup(open_page):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bad:
        bad.writestr("![x](http://example.org/x.png)", "1")
    app = bring(open_page("train"), made.getvalue())
    assert "![x](" not in app.error[0].value
    assert r"\!\[x\]\(http\:" in app.error[0].value
