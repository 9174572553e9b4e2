"""The Train page before anything was trained: what will be seen, where it will be seen."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.train.head import head

PROMISE = (
    "Two lines rise here: what the networks get right of pictures they have seen, and of new ones."
)


def before(lab: Lab, settings: TrainingSettings | None, *, titled: bool = True) -> DeltaGenerator:
    """Draw the top of the page; returns the place where the picture of a run will be."""
    with st.container():  # as a fragment has one: what is replaced there should not move
        head(lab, None, settings, titled=titled)
        with st.container(horizontal=True, vertical_alignment="center", key="train_status"):
            st.subheader("Press Train", anchor=False, width="content")
        with st.container(key="train_says_0", gap="xsmall"):
            st.markdown(PROMISE)
        return st.container(key="train_before")
