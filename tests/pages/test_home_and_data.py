"""The home page and the data page."""

import base64
import gzip
import io
import os
import shutil

import numpy as np
import pytest
import streamlit as st
from PIL import Image

from fmnist_app.core.errors import LabError
from fmnist_app.data import CLASS_NAMES, DatasetMissingError
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.timings import Timings
from fmnist_app.training import Result
from fmnist_app.training.presets import DEMO, PRESETS
from fmnist_app.training.recording import read_recording
from fmnist_app.ui.home import player
from fmnist_app.ui.shell import warm
from fmnist_app.ui.shell.resources import dataset, lab, nearest_training


def texts(app):
    return [element.value for element in (*app.markdown, *app.caption)]


def test_home_says_what_this_is_and_shows_the_ten_classes(app):
    app.run()
    assert not app.exception
    assert app.title[0].value == "Watch a network learn"
    assert {f"**{name}**" for name in CLASS_NAMES} <= set(texts(app))
    assert any("54,410 parameters" in text for text in texts(app))
    assert any("121,930 parameters" in text for text in texts(app))


def test_one_press_starts_a_run_and_shows_it_with_its_settings(app):
    app.run()
    app.button(key="watch_one").click().run()
    assert not app.exception
    assert app.title[0].value == "Train"
    now = lab().look(app.session_state["run"])
    assert now.settings == PRESETS[DEMO].settings
    assert not now.over
    assert app.slider(key="epochs").value == now.settings.epochs
    assert app.slider(key="pictures").value == now.settings.pictures


def test_a_press_while_the_own_run_goes_on_leads_back_to_it(app):
    app.run()
    app.button(key="watch_one").click().run()
    run = app.session_state["run"]
    app.switch_page("pages/start/home.py").run()
    assert app.button(key="watch_one").label == "Back to your run"
    app.button(key="watch_one").click().run()
    assert app.title[0].value == "Train"
    assert app.session_state["run"] == run


def test_a_run_that_is_refused_is_said_on_home(app, monkeypatch):
    monkeypatch.setenv("FMNIST_QUEUE", "1")
    app.run()
    for _ in range(2):
        lab().submit(PRESETS[DEMO].settings)
    app.button(key="watch_one").click().run()
    assert app.title[0].value == "Watch a network learn"
    assert "1 runs are waiting already" in app.error[0].value


def test_the_seconds_on_the_button_are_those_of_the_last_such_run_here(app, own_home):
    app.run()
    assert app.button(key="watch_one").label == "Watch one learn"
    (own_home / "runs").mkdir()
    settings, result = PRESETS[DEMO].settings, Result("basic", "finished", 40.0, 12.3, 54_410)
    ended = Snapshot("", settings, "finished", "", (), {"basic": result}, {}, 1)
    Timings(own_home / "runs").note(ended)
    st.cache_resource.clear()
    app.run()
    assert app.button(key="watch_one").label == "Watch one learn (12 s)"


def test_what_plays_is_the_recording_in_whole_numbers():
    run, data = read_recording(), player.played()
    assert len(data["sentences"]) == len(data["seen"]) == run.settings.epochs
    assert data["sentences"][-1].startswith(f"Seen: {min(99, round(data['seen'][-1]))}")
    for one, shown in zip(run.watched, data["pictures"], strict=True):
        png = base64.b64decode(shown["source"].partition(",")[2])
        truth = int(dataset().train_labels[one.picture])
        with Image.open(io.BytesIO(png)) as picture:
            assert np.array_equal(np.asarray(picture), dataset().train_images[one.picture])
        rights = [mark.endswith("right") for mark in shown["marks"]]
        assert rights == [answer == truth for answer in one.answers]


def test_other_samples_come_at_a_click(app):
    from fmnist_app.ui.home import samples

    app.run()
    next(each for each in app.button if each.label == "Show others").click().run()
    assert app.session_state[samples.DRAW.name] == 1
    assert not app.exception


def test_the_data_page_shows_one_picture_before_and_after(open_page):
    app = open_page("data")
    assert not app.exception
    assert [tab.label for tab in app.tabs] == ["Before: 0 to 255", "After: 0 to 1"]
    table = app.dataframe[0].value
    assert "(60000, 28, 28, 1)" in table["With the channel axis"].tolist()
    app.selectbox(key="shown_class").select("Ankle boot").run()
    assert not app.exception


@pytest.mark.parametrize("part", ["learn", "test"])
def test_labels_that_look_wrong_are_shown_page_by_page(open_page, part):
    app = open_page("data")
    app.segmented_control(key="label_errors_part").set_value(part).run()
    pages = next(one for one in app.number_input if one.key.startswith("label_errors_page"))
    assert pages.max == 25 + (part == "test")
    before = [one.value for one in app.markdown if one.value.startswith("Label:")]
    assert len(before) == 24
    pages.set_value(2).run()
    after = [one.value for one in app.markdown if one.value.startswith("Label:")]
    assert len(after) == 24
    app.selectbox(key="label_errors_label").select("Bag").run()
    labels = {one.value for one in app.markdown if one.value.startswith("Label:")}
    assert labels == {"Label: **Bag**"}
    assert not app.exception


@pytest.fixture
def no_data_set(app, monkeypatch, tmp_path):
    """A computer that has the data set nowhere; gives the folder that was looked into."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.delenv("FMNIST_DATA", raising=False)
    monkeypatch.setenv("FMNIST_HOME", str(empty))
    monkeypatch.setenv("KERAS_HOME", str(empty))
    monkeypatch.setattr("fmnist_app.data.search.DEBIAN_FOLDER", empty)
    return empty


@pytest.mark.usefixtures("no_data_set")
def test_without_a_data_set_the_page_names_three_ways_to_get_it(app):
    app.run()
    assert not app.exception
    assert app.title[0].value == "The data set is not here yet"
    for way in ("apt install dataset-fashion-mnist", "FMNIST_DATA", "python -m fmnist_app data"):
        assert any(way in text for text in texts(app))


def test_a_data_set_that_cannot_be_fetched_at_a_press_is_said_on_the_page(
    app, monkeypatch, no_data_set
):
    def no_way(say):
        say("Trying the first source")
        raise DatasetMissingError(f"No source answers, and nothing is in {no_data_set}.")

    monkeypatch.setattr("fmnist_app.ui.shell.missing.fetch", no_way)
    app.run()
    app.button(key="fetch_data_set").click().run()
    assert not app.exception
    assert app.status[0].label == "It could not be fetched"
    said = app.status[0].text[0].value
    assert "No source answers" in said
    assert str(no_data_set) not in said


def test_a_broken_data_set_is_refused_in_one_sentence(app, monkeypatch, tmp_path, dataset):
    from fmnist_app.data import find
    from fmnist_app.data.files import FILES

    folder = tmp_path / "broken"
    shutil.copytree(find().folder, folder)
    images = folder / FILES["train_images"].name
    images.unlink()
    with gzip.open(images, "wb") as file:
        file.write(os.urandom(1000))
    monkeypatch.setenv("FMNIST_DATA", str(folder))
    app.run()
    assert not app.exception
    assert images.name in app.error[0].value
    assert str(folder) not in app.error[0].value


def test_visitors_do_not_read_where_the_server_keeps_things(open_page, own_home, dataset):
    said = " ".join(texts(open_page("data")))
    assert "/" not in dataset.source.rpartition("(")[0]
    assert dataset.source not in said
    assert str(own_home) not in said


def test_getting_ready_behind_a_page_is_no_error_where_there_is_no_data_set(monkeypatch, tmp_path):
    dataset.clear()
    nearest_training.clear()
    monkeypatch.setenv("FMNIST_DATA", str(tmp_path))
    with pytest.raises(LabError):
        nearest_training()
    warm._load()
