"""A search as it goes on: trials as they come, how far it is, and what its workers do.

It only ever reads the record, so that closing, reloading or opening the page twice changes nothing.
"""

import streamlit as st

from fmnist_app import charts
from fmnist_app.core.formatting import count, duration, percent
from fmnist_app.experiments.search.record import SearchSnapshot, seconds_left
from fmnist_app.experiments.search.service import Searches
from fmnist_app.experiments.search.view import SearchNow, WorkerNow
from fmnist_app.ui.search import start
from fmnist_app.ui.search.afterwards import afterwards
from fmnist_app.ui.search.look import below, colour_of, domain_of
from fmnist_app.ui.search.picked import take_picked
from fmnist_app.ui.search.rows import curves_table, judged, trials_table
from fmnist_app.ui.search.story import sentence
from fmnist_app.ui.shell import session
from fmnist_app.ui.widgets.segments import segments

TICK = 1.0  # seconds between two looks at the record
STATE_WORDS = {
    "running": "Searching",
    "comparing": "Training winner and default anew",
    "paused": "Paused",
    "finished": "Finished",
    "stopped": "Stopped; what was found is kept",
    "failed": "Ended early",
}


def show_search(searches: Searches, search: str) -> None:
    """Draw the search and, as long as it goes on, keep it up to date."""
    now = searches.look(search)
    tick = None if now is None or _rests(searches, search, now) else TICK
    st.fragment(_panel, run_every=tick)(searches, search, tick)


def _rests(searches: Searches, search: str, now: SearchSnapshot) -> bool:
    """Whether nothing more comes by itself."""
    return now.over and searches.place(search) is None


def _panel(searches: Searches, search: str, tick: float | None) -> None:
    now = searches.look(search)
    if session.current_search() != search:
        st.rerun()  # the whole page, which another search or none is wanted of
    if now is None or (tick is None) != _rests(searches, search, now):
        st.rerun()  # the whole page once, for another pace or to say that it is gone
    _head(searches, search, now)
    draw(now, search)


def draw(now: SearchSnapshot, key: str) -> None:
    """The search in a sentence and in charts, whosoever it is."""
    st.markdown(sentence(now), width="stretch")
    if judged(now):
        with st.container(key="search_picture"):
            _picture(now, key)
    afterwards(now, key)


def _head(searches: Searches, search: str, now: SearchSnapshot) -> None:
    place = searches.place(search)
    with st.container(horizontal=True, vertical_alignment="center", key="search_head"):
        st.subheader(_state_words(now, place), anchor=False, width="stretch")
        _presses(searches, search, now, place)
    start.show_refusal()
    if now.message:
        st.warning(now.message, icon=":material/info:")
    if not now.over:
        _progress(now)
        if place == 0:
            _workers(searches.workers(search))


def _state_words(now: SearchSnapshot, place: int | None) -> str:
    if place:
        return f"Waiting in line: place {place}"
    if place is None and not now.over:
        return "Interrupted; what was found is kept"
    return STATE_WORDS[now.state]


def _presses(searches: Searches, search: str, now: SearchSnapshot, place: int | None) -> None:
    if now.over:
        start.more_button(searches, search, now)
        start.new_button()
        return
    if place is None or searches.wants(search) == "pause":
        start.steer_button(searches, search, "run", "Go on", ":material/play_arrow:")
    else:
        start.steer_button(searches, search, "pause", "Pause", ":material/pause:")
        start.more_button(searches, search, now)
    start.steer_button(searches, search, "stop", "Stop", ":material/stop:", first=True)


def _progress(now: SearchSnapshot) -> None:
    if now.state == "comparing":
        done, wanted = len(now.tested), 2 * now.task.seeds
        st.progress(min(1.0, done / max(1, wanted)), f"{done} of {count(wanted, 'training')}")
        return
    trials, minutes = len(now.ended) / now.budget.trials, now.spent / 60 / now.budget.minutes
    said = (
        f"{len(now.ended)} of {count(now.budget.trials, 'trial')}, {duration(now.spent)} of "
        f"{now.budget.minutes:g} minutes"
    )
    if (left := seconds_left(now)) is not None:
        said += f", about {duration(left)} left; then the check on fresh pictures"
    st.progress(min(1.0, max(trials, minutes)), said)


def _workers(found: SearchNow) -> None:
    if found.held:
        st.caption("Waits while someone trains on this server, and goes on by itself.")
    elif found.stale:
        st.caption("Setting up.")
    elif not found.workers:
        st.caption("No worker is there; the search waits for one.")
    else:
        st.caption(" · ".join(map(_doing, found.workers)))


def _doing(one: WorkerNow) -> str:
    name = one.name[:1].upper() + one.name[1:]
    if one.trial is not None:
        what = f"trial {one.trial}"
    elif one.role:
        what = f"{one.role} anew, seed {one.seed}"
    else:
        return f"{name}: between two trainings"
    return f"{name}: {what}, epoch {min(int(one.epochs) + 1, one.wanted)} of {one.wanted}"


VIEWS = {"trials": "Trial by trial", "curves": "Their curves"}


def _picture(now: SearchSnapshot, key: str) -> None:
    """The large chart: every trial as a dot, or as a curve."""
    colour = colour_of(now)
    domain = domain_of(now)
    view = segments("Show", VIEWS, f"search_view_{key}", label_visibility="collapsed")
    if view == "curves":
        spec = charts.curves_spec(now.task.epochs, domain, colour)
        take_picked(curves_table(now), spec, f"search_curves_{key}")
        st.caption(
            "Every line is a trial: those that end early were dropped there. Press one to open it."
        )
        return
    trials = max(now.budget.trials, len(now.trials)) if not now.over else len(now.trials)
    default = now.trials[0].value if 0 in now.trials else None
    spec = charts.history_spec(trials, domain, colour, default)
    take_picked(trials_table(now), spec, f"search_history_{key}")
    st.caption(
        "Every dot is a trial, the larger the longer it trained; the line is the best so far. "
        "Press a dot to open it."
        + (f" Those below {percent(domain[0])} lie on the lower edge." if below(now) else "")
    )
