"""The frame around every page."""

import streamlit as st

from fmnist_app.ui.shell import frame


def test_a_page_is_drawn_at_the_top_even_where_a_fragment_has_left_its_place_behind(
    open_page, monkeypatch
):
    # As Streamlit leaves it where a press comes just as a fragment's run ends.
    monkeypatch.setattr(frame, "share_heaps", lambda: st.container(key="left").__enter__())
    app = open_page("data")
    (left,) = (each for each in app.main.children.values() if _key(each) == "left")
    assert not left.children
    assert any(title.value == "The pictures" for title in app.title)


def _key(block):
    return getattr(block.proto, "id", "").rpartition("-")[2]
