"""What the run tells: a sentence for each network, two charts, and six new pictures."""

import streamlit as st

from fmnist_app import charts
from fmnist_app.charts.parts import Metric
from fmnist_app.evaluation import story
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import network
from fmnist_app.ui.train.figures import Figures
from fmnist_app.ui.train.watched import watched

HEADINGS: dict[Metric, str] = {
    "accuracy": "Right answers",
    "loss": "Loss: how wrong, and how sure of it",
}
BEFORE = {
    "queued": "It waits for the server.",
    "starting": "It warms up.",
}
FIRST = "Its first count comes at the end of epoch 1."
NOTHING = "No epoch was finished."


def sentences(now: Snapshot, figures: Figures) -> None:
    """The story of each network in whole numbers, under its colour."""
    with st.container(key=f"train_says_{len(now.settings.models)}", gap="xsmall"):
        for name, colour in charts.colours(now.settings.models).items():
            said = story(figures.gaps[name]) if name in figures.gaps else _nothing_yet(now)
            dot = f'<span style="color:{colour}" aria-hidden="true">&#9679;</span>'
            st.markdown(f"{dot} **{network(name).title}.** {said}", unsafe_allow_html=True)


def _nothing_yet(now: Snapshot) -> str:
    return NOTHING if now.over else BEFORE.get(now.state, FIRST)


def picture(now: Snapshot, figures: Figures) -> None:
    """Accuracy, large; beside or under it the six pictures, and the loss."""
    with st.container(key="train_view"):
        large, small = st.columns([2.2, 1], gap="medium")
        with large:
            chart(now, figures, "accuracy")
        with small:
            watched(now)
            chart(now, figures, "loss")


def chart(now: Snapshot, figures: Figures, metric: Metric, *, far: bool = False) -> None:
    """One chart of the run, as high as the stylesheet says."""
    settings = now.settings
    spec = charts.course_spec(
        metric, settings.epochs, figures.domains[metric], settings.models, far=far
    )
    if not far:
        st.markdown(f"**{HEADINGS[metric]}**")
    with st.container(key=f"train_{metric}"):
        st.vega_lite_chart(figures.course, spec, height="stretch", key=f"course_{metric}")
