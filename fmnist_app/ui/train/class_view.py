"""The runs of a lesson side by side, as they come: nobody's name, and one's own marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from fmnist_app import charts
from fmnist_app.charts.lesson import lesson_rows, lesson_spec
from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.lesson import of_many
from fmnist_app.lab.lessons import MOST_RUNS
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of
from fmnist_app.lab.service import Lab
from fmnist_app.models import network
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import lessons

TICK = 3.0  # seconds between two looks: others may join at any time
NOBODY = "Nobody has started a run from this lesson's link yet. Runs appear here as they come."
MEASURED = (
    "Each run's latest epoch. What it was measured on, and how, is the same for all: they have one "
    "link's settings."
)


@dataclass(frozen=True, eq=False)
class Taken:
    """A run of the lesson, with the word for it and whether it is the visitor's own."""

    now: Snapshot
    words: str
    yours: bool
    gaps: dict[str, GapReport]


@st.fragment(run_every=TICK)
def show_class(lab: Lab, letters: str) -> None:
    """Draw what the runs of a lesson have come to by now."""
    with st.container(key="class_view"):
        _runs(lab, letters)


def _runs(lab: Lab, letters: str) -> None:
    st.title("The class", anchor=False)
    taken = list(_taken(lab, letters))
    if not taken:
        st.info(NOBODY, icon=":material/groups:")
        return
    over = sum(one.now.over for one in taken)
    st.markdown(f"{count(len(taken), 'run')}, {over} finished. {_seeds(taken)}")
    _sentences(taken)
    if any(one.gaps for one in taken):
        _chart(taken)
        st.caption(MEASURED)
    st.dataframe(_table(taken), hide_index=True, key="class_table")


def _taken(lab: Lab, letters: str) -> Iterator[Taken]:
    own = set(session.RUNS.get())
    for number, run in enumerate(lessons().runs(letters), start=1):
        if now := lab.look(run):
            words = f"Run {number}, yours" if run in own else f"Run {number}"
            yield Taken(now, words, run in own, _gaps(run, len(now.points), now))


# Every run of two lessons: with fewer, one class would work all of them out at each look.
@st.cache_resource(max_entries=2 * MOST_RUNS, show_spinner=False)
def _gaps(run: str, points: int, _now: Snapshot) -> dict[str, GapReport]:  # noqa: ARG001 - keys
    return gaps_of(_now)


def _seeds(taken: list[Taken]) -> str:
    seeds = {one.now.settings.seed for one in taken}
    if len(taken) == 1:
        return ""
    if len(seeds) == 1:
        return f"All have seed {seeds.pop()}: they begin alike and see the pictures in one order."
    return "Each has a seed of its own: what differs between them is luck."


def _networks(taken: list[Taken]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in taken for name in one.now.settings.models))


def _sentences(taken: list[Taken]) -> None:
    names = _networks(taken)
    for name, colour in charts.colours(names).items():
        if gaps := [one.gaps[name] for one in taken if name in one.gaps]:
            dot = f'<span style="color:{colour}" aria-hidden="true">&#9679;</span>'
            said = f"{dot} **{network(name).title}.** {of_many(gaps)}"
            st.markdown(said, unsafe_allow_html=True)


def _chart(taken: list[Taken]) -> None:
    rows = lesson_rows((one.words, one.yours, one.gaps) for one in taken)
    low, high = float(rows.accuracy.min()), float(rows.accuracy.max())
    # In steps, so that the axis does not move with every point.
    domain = max(0.0, (int(20 * low)) / 20), min(1.0, (int(20 * high) + 1) / 20)
    epochs = max(one.now.settings.epochs for one in taken)
    st.markdown("**Right answers on new pictures, epoch after epoch**")
    spec = lesson_spec(epochs, domain, _networks(taken))
    st.vega_lite_chart(rows, spec, key="class_chart")


def _table(taken: list[Taken]) -> list[dict[str, str]]:
    return [
        {
            "Run": one.words,
            "Network": network(name).title,
            "Epochs": str(gap.now.epoch),
            "Seen pictures": percent(gap.now.accuracy, 1),
            "New pictures": percent(gap.now.val_accuracy, 1),
            "Memorises since": str(gap.standing.since)
            if gap.standing.stage == "memorising"
            else "",
        }
        for one in taken
        for name, gap in one.gaps.items()
    ]
