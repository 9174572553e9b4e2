"""The slots of a visitor's session: typed, declared once, and the only way in."""

import pkgutil
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from fmnist_app import ui
from fmnist_app.ui.shell import session

MODULES = [found.name for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}.")]


def test_no_two_slots_of_the_app_have_one_name():
    declared = {
        id(value): value.name
        for name in MODULES
        for value in vars(import_module(name)).values()
        if isinstance(value, session.Slot)
    }
    assert len(declared) > 20
    assert [name for name, times in Counter(declared.values()).items() if times > 1] == []


@pytest.mark.parametrize("name", MODULES)
def test_session_state_is_reached_through_slots_alone(name):
    source = Path(str(import_module(name).__file__)).read_text(encoding="utf-8")
    assert ("st.session_state" in source) == (name == session.__name__)


def test_a_slot_holds_its_default_until_filled_and_again_once_cleared():
    def script():
        import streamlit as st

        from fmnist_app.ui.shell.session import Slot

        slot = Slot("count", 7)
        seen = [slot.empty, slot.get()]
        slot.set(8)
        seen += [slot.empty, slot.get()]
        slot.clear()
        slot.clear()
        st.text([*seen, slot.empty, slot.get()])

    app = AppTest.from_function(script).run()
    assert app.text[0].value == "[True, 7, False, 8, True, 7]"


def test_a_press_outlasts_a_page_that_is_drawn_anew_before_it_is_reached():
    from streamlit.testing.v1 import AppTest

    def page():
        import streamlit as st

        from fmnist_app.ui.shell.presses import pressed

        st.session_state.runs = st.session_state.get("runs", 0) + 1
        if st.session_state.runs == 2:
            st.rerun()  # as when a browser says that someone is here
        if pressed("Go", "go"):
            st.session_state.gone = st.session_state.get("gone", 0) + 1

    app = AppTest.from_function(page).run()
    app.button(key="go").click().run()
    assert app.session_state.gone == 1
    app.run()
    assert app.session_state.gone == 1


def test_an_address_that_lags_behind_a_press_does_not_bring_the_run_before_back(monkeypatch):
    def page():
        import streamlit as st

        from fmnist_app.ui.shell import session

        st.button("Train", "train", on_click=session.watch, args=("new",))
        st.button("Away", "away", on_click=session.forget_run)
        st.text(session.current_run())

    def watched(address):
        if address:
            app.query_params["run"] = address
        return app.run().text[0].value

    app = AppTest.from_function(page)
    assert watched("old") == "old"
    app.button(key="train").click().run()
    assert watched(None) == "new"
    assert watched("old") == "new"  # asked for before the browser had the new address
    assert watched("old") == "new"
    monkeypatch.setattr(session, "LAG", 0.0)
    assert watched("old") == "old"  # and later back by the browser's own button
    monkeypatch.undo()
    app.button(key="away").click().run()
    assert watched("old") == "new"
