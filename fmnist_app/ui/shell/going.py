"""Going to another page by a press, and arriving there whatever the browser asks for meanwhile."""

import time
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

import streamlit as st

from fmnist_app.ui.shell import presence
from fmnist_app.ui.shell.session import LAG, Slot

Words = Mapping[str, str | list[str]]


class Going(NamedTuple):
    """The way from the page `left` (its path in the address) to the file `page`, begun `since`."""

    left: str
    page: str
    words: Words
    since: float


GOING = Slot[Going | None]("going", None)


def go_to(page: str, words: Words | None = None) -> NoReturn:
    """Show the page of this file, with these words in its address; it ends the script's run.

    To be called where a button was pressed, and not as a button's callback.
    """
    if drawn := presence.DRAWN.get():
        GOING.set(Going(drawn[0], page, words or {}, time.monotonic()))
    st.switch_page(page, query_params=words)


def go_on(page: str) -> None:
    """Switch once more, if `page` is drawn because the browser still asked for the page left.

    Streamlit 1.67 makes one request of two that wait, and shows the page that the later one names:
    a tick of a fragment, or the word that someone is here, sent before the browser knew of the
    switch, takes the visitor back.
    """
    way = GOING.get()
    if way and way.left == page and time.monotonic() < way.since + LAG:
        st.switch_page(way.page, query_params=way.words)


def arrive() -> None:
    """Forget the way; to be called when a page has been drawn to its end."""
    GOING.clear()
