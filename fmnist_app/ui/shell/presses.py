"""Presses that outlast a page that is drawn anew meanwhile."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from fmnist_app.ui.shell.session import Slot


def pressed(words: str, key: str, on_press: Callable[[], None] | None = None, **looks: Any) -> bool:
    """Draw a button; whether it was pressed, true once for each press.

    What `st.button` returns is true in one run alone, and gone where something else, such as the
    browser's word that someone is here, has the page drawn anew before that run comes to the
    button. `on_press` is called at once.
    """
    waiting = Slot(f"{key}_pressed", False)

    def note() -> None:
        waiting.set(True)
        if on_press:
            on_press()

    st.button(words, key, on_click=note, **looks)
    if not waiting.get():
        return False
    waiting.clear()
    return True
