"""Starting a search, and steering it: what the presses do."""

from collections.abc import Callable

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.experiments.search.record import SearchSnapshot
from fmnist_app.experiments.search.service import Searches, more_than
from fmnist_app.experiments.search.task import Budget, SearchTask
from fmnist_app.experiments.search.wishes import Wanted
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot

NOTE = Slot("search_note", "")


def search_button(searches: Searches, asked: tuple[SearchTask, Budget] | None) -> None:
    """Draw the button; off where nothing can be searched."""
    st.button(
        "Search",
        key="search_start",
        type="primary",
        icon=":material/search:",
        disabled=asked is None,
        on_click=_start,
        args=(searches, asked),
    )


def steer_button(
    searches: Searches, search: str, wanted: Wanted, words: str, icon: str, *, first: bool = False
) -> None:
    """Draw a button that has the search run, pause or stop."""
    st.button(
        words,
        key=f"search_{wanted}",
        icon=icon,
        type="primary" if first else "secondary",
        on_click=_trying,
        args=(lambda: searches.steer(search, wanted),),
    )


def more_button(searches: Searches, search: str, now: SearchSnapshot) -> None:
    """Draw the button that gives the search as much again."""
    budget = more_than(now.budget, now.spent)
    st.button(
        f"Go on to {budget.trials} trials",
        key="search_more",
        icon=":material/add:",
        on_click=_trying,
        args=(lambda: searches.more(search, budget),),
    )


def new_button() -> None:
    """Draw the button that leaves this search for a new one."""
    st.button(
        "New search",
        key="search_new",
        icon=":material/replay:",
        on_click=session.watch_search,
        args=(None,),
    )


def show_refusal() -> None:
    """Say why something was not done, if it was not."""
    if note := NOTE.get():
        st.error(note, icon=":material/error:")


def _start(searches: Searches, asked: tuple[SearchTask, Budget] | None) -> None:
    if asked is not None:
        _trying(lambda: session.watch_search(searches.submit(*asked)))


def _trying(work: Callable[[], object]) -> None:
    NOTE.clear()
    try:
        work()
    except LabError as error:
        NOTE.set(str(error))
