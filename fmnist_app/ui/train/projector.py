"""A run as a room sees it: one chart and a sentence for each network, readable from far away."""

import streamlit as st

from fmnist_app.lab.service import Lab
from fmnist_app.ui.train.figures import figures_of
from fmnist_app.ui.train.story import chart, sentences

TICK = 1.0  # seconds between two looks at the record


def show_from_far(lab: Lab, run: str) -> None:
    """Draw the run, and keep it up to date as long as it goes on."""
    now = lab.look(run)
    st.fragment(_panel, run_every=TICK if now and not now.over else None)(lab, run)


def _panel(lab: Lab, run: str) -> None:
    now = lab.look(run)
    if now is None:
        st.info("This run is not on this server any more.", icon=":material/info:")
        return
    figures = figures_of(now)
    with st.container(key="projector"):
        sentences(now, figures)
        chart(now, figures, "accuracy", far=True)
