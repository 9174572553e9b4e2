"""The table of settings feeds everything: what is in it can be set, shared, typed and kept."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fmnist_app.archive.read import read_archive
from fmnist_app.archive.write import pack
from fmnist_app.cli import options
from fmnist_app.lab.records import Snapshot
from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.fields import Choice, Several, Stops, Text
from fmnist_app.ui.train.link import read_link, write_link

DEFAULT = TrainingSettings()
ROWS = pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))


def another(field):
    """The app's own settings but for one, which has a value that its control can show."""
    shown: Iterable[Any]
    match field.about.control:
        case Several(words):
            shown = [(value,) for value in words]
        case Choice(words):
            shown = words
        case Stops(options):
            shown = options
        case Text(example):
            shown = [example]
        case _:
            shown = [field.range.low, field.range.high]
    changed: dict[str, Any] = {field.name: next(one for one in shown if one != field.default)}
    return replace(DEFAULT, **changed)


def words(settings):
    return parse_qs(urlsplit(write_link("", settings)).query)


def form():
    import streamlit as st

    from fmnist_app.ui.train.form import chosen_settings

    st.json(chosen_settings(lambda: None, lambda settings: None).as_dict())


def in_archive(settings, tmp_path):
    stopped = Snapshot("run", settings, "stopped", "", (), {}, {}, 0)
    return read_archive(pack(stopped, tmp_path, "")).settings


@ROWS
def test_it_has_a_control_that_says_what_it_is_and_does(field):
    app = AppTest.from_function(form).run()
    controls = [
        *app.slider,
        *app.select_slider,
        *app.number_input,
        *app.button_group,
        *app.text_input,
    ]
    (control,) = [control for control in controls if control.key == field.word]
    assert (control.label, control.help) == (field.about.label, field.about.help)


@ROWS
def test_its_control_stands_where_the_address_says(field):
    settings = another(field)
    app = AppTest.from_function(form)
    for word, value in words(settings).items():
        app.query_params[word] = value
    assert json.loads(app.run().json[0].value) == settings.as_dict()


@ROWS
def test_the_address_tells_it_in_one_word(field):
    settings = another(field)
    assert list(words(settings)) == [field.word]
    assert read_link(words(settings)).settings() == settings
    assert read_link({field.word: ["nonsense"]}).ignored == (field.noun,)


@ROWS
def test_the_command_line_has_an_option_for_it(field):
    parser = argparse.ArgumentParser()
    options.add_options(parser, DEFAULT)
    assert options.settings_of(parser.parse_args([])) == DEFAULT
    settings = another(field)
    value = getattr(settings, field.name)
    typed = ",".join(value) if isinstance(value, tuple) else str(value)
    flag = f"--{field.name.replace('_', '-')}"
    assert flag in parser.format_help()
    asked = options.settings_of(parser.parse_args([flag, typed]))
    assert getattr(asked, field.name) == value


@ROWS
def test_an_archive_keeps_it(field, tmp_path):
    assert in_archive(another(field), tmp_path) == another(field)
