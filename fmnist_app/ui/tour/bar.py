"""The bar of the tour: where one is, one sentence, and the ways on."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from fmnist_app.core.tour import STEPS, Tour
from fmnist_app.training.presets import PRESETS
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.going import go_to
from fmnist_app.ui.shell.presses import pressed
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.tour import progress
from fmnist_app.ui.tour.conditions import is_done
from fmnist_app.ui.tour.questions import ask
from fmnist_app.ui.tour.replies import reply
from fmnist_app.ui.train.starters import run_at_once

TICK = 2.0  # seconds between two looks while a run goes on that may complete a step
PAGES = {
    "home": ("Home", "pages/start/home.py"),
    "train": ("Train", "pages/train/train.py"),
    "draw": ("Draw", "pages/use/draw.py"),
    "compare": ("Compare", "pages/judge/compare.py"),
}


def show_bar(place: DeltaGenerator) -> None:
    """Draw the bar in its place, after the page, whose state it tells."""
    with place:
        st.fragment(_bar, run_every=TICK if _run_going_on() else None)()


def _bar() -> None:
    tour = progress.TOUR.get()
    if tour is None:
        st.rerun()  # left: the whole page once more, without the bar
    if is_done(tour):
        tour = tour.with_done()
        progress.keep(tour)
    with st.container(horizontal=True, vertical_alignment="center", key="tour_bar"):
        st.markdown(_words(tour), width="stretch")
        with st.container(horizontal=True, gap="small", width="content", key="tour_ways"):
            _ways(tour)


def _ways(tour: Tour) -> None:
    if tour.step.asks:
        ask(tour)
    _way_to_the_page(tour)
    st.button("Back", "tour_back", on_click=progress.move, args=(-1,), disabled=tour.first)
    st.button("Next", "tour_next", on_click=progress.move, args=(1,), disabled=tour.last)
    st.button("Leave", "tour_leave", type="tertiary", on_click=progress.keep, args=(None,))


def _words(tour: Tour) -> str:
    """The place, and the sentence; once the step is done, what came of it."""
    place = f"**{tour.number} of {len(STEPS)}** *{tour.step.title}*"
    if tour.step.id not in tour.done:
        return f"{place} {tour.step.sentence}"
    return f"{place} :material/check: Done. {reply(tour) or tour.step.sentence}"


def _way_to_the_page(tour: Tour) -> None:
    """A button to the page of the step; it starts the step's run where that is to be made."""
    name, page = PAGES[tour.step.page]
    starts = tour.step.starts if tour.step.id not in tour.done and not _run_going_on() else ""
    start = partial(run_at_once, lab(), PRESETS[starts].settings) if starts else None
    if pressed("Start" if starts else f"To {name}", "tour_go", start, type="primary"):
        # Without words of its own, a page whose controls are in the address cannot be left so.
        go_to(page, tour.words())


def _run_going_on() -> bool:
    return lab().going_on(session.runs()) is not None
