"""The frame around every page."""

import streamlit as st

from fmnist_app.ui.shell import frame
from fmnist_app.ui.shell.presence import HERE


def test_a_page_is_drawn_at_the_top_even_where_a_fragment_has_left_its_place_behind(
    open_page, monkeypatch
):
    # As Streamlit leaves it where a press comes just as a fragment's run ends.
    monkeypatch.setattr(frame, "share_heaps", lambda: st.container(key="left").__enter__())
    app = open_page("data")
    (left,) = (each for each in app.main.children.values() if _key(each) == "left")
    assert not left.children
    assert any(title.value == "The pictures" for title in app.title)


def test_a_word_that_someone_is_here_does_not_turn_back_to_the_page_that_a_press_has_left(
    open_page,
):
    app = open_page("draw", words="kept")
    app.switch_page("pages/start/home.py")
    app.session_state[HERE.name] = True  # as the callback does, before the page is drawn
    assert titles(app.run()) == ["Draw"]
    assert app.query_params["words"] == "kept"


def test_whoever_goes_back_by_the_menu_is_let_go(open_page):
    app = open_page("draw")
    app.switch_page("pages/start/home.py")
    assert titles(app.run()) == ["Watch a network learn"]


def titles(app):
    assert not app.exception
    return [title.value for title in app.title]


def _key(block):
    return getattr(block.proto, "id", "").rpartition("-")[2]
