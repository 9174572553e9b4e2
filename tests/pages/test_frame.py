"""The frame around every page."""

import streamlit as st
from streamlit.commands import execution_control
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from fmnist_app.ui.shell import frame
from fmnist_app.ui.shell.going import GOING
from fmnist_app.ui.shell.presence import HERE
from fmnist_app.ui.shell.whole_presses import hear_presses_out


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


def test_a_press_that_leads_elsewhere_arrives_though_the_browser_still_asks_for_the_page_left(
    open_page, monkeypatch
):
    asked: list[str] = []

    def ask_for_the_page_left(*_args):
        context = get_script_run_ctx()
        if not asked:
            asked.append(context.page_script_hash)
            context.script_requests.request_rerun(RerunData(page_script_hash=asked[0]))
        turn_to_next()

    turn_to_next = execution_control._force_yield_point
    monkeypatch.setattr(execution_control, "_force_yield_point", ask_for_the_page_left)
    app = open_page("home")
    app.button(key="draw_first").click()
    assert titles(app.run()) == ["Draw"]
    assert asked
    assert GOING.name not in app.session_state
    app.switch_page("pages/start/home.py")
    assert titles(app.run()) == ["Watch a network learn"]


def test_what_a_press_calls_runs_to_its_end_though_the_browser_asks_for_more_meanwhile():
    hear_presses_out()
    app = AppTest.from_function(_pressed_while_more_comes).run()
    app.button[0].click().run()
    assert not app.exception
    assert app.text[0].value == "begun, ended"


def titles(app):
    assert not app.exception
    return [title.value for title in app.title]


def _key(block):
    return getattr(block.proto, "id", "").rpartition("-")[2]


def _pressed_while_more_comes():
    import streamlit as st
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
    from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

    def press():
        context = get_script_run_ctx()
        more = RerunData(page_script_hash=context.page_script_hash)
        context.script_requests.request_rerun(more)  # as a word of the browser does
        st.session_state.said = ["begun"]
        st.session_state.said = [*st.session_state.said, "ended"]

    st.button("Press", on_click=press)
    st.text(", ".join(st.session_state.get("said", [])))
