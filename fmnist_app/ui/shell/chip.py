"""The chip beside the menu that says, on any page, that a run of the visitor goes on."""

import streamlit as st

from fmnist_app.lab.records import Snapshot
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.resources import lab

TICK = 2.0  # seconds between two looks
TRAIN = "pages/train/train.py"


def run_chip() -> None:
    """Draw the chip while a run goes on; without one, nothing is drawn and nothing ticks."""
    runs = session.runs()
    if runs and (run := lab().going_on(reversed(runs))):
        st.fragment(_chip, run_every=TICK)(run)


def _chip(run: str) -> None:
    now = lab().look(run)
    if now is None or now.over:
        st.rerun()  # the page once more, to end the ticking
    st.page_link(
        TRAIN,
        label=words(now, lab().place(run)),
        icon=":material/show_chart:",
        query_params={session.RUN.name: run},
    )


def words(now: Snapshot, place: int) -> str:
    """What goes on, in a few words; `place` is the run's in the line, 0 outside."""
    if place:
        return f"Waiting, place {place}"
    if not now.progress:
        return "Warming up"
    # With two networks, the epoch that both are in or past.
    step = min(
        now.progress[name].step if name in now.progress else 0 for name in now.settings.models
    )
    epoch = min(step // now.settings.steps_per_epoch + 1, now.settings.epochs)
    doing = {"paused": "Paused", "stopping": "Stopping"}.get(now.state, "Training")
    return f"{doing}, epoch {epoch} of {now.settings.epochs}"
