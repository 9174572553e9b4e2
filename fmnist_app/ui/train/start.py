"""Starting a run: the button, and what it does."""

from functools import partial

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train import lesson

NOTE = Slot("start_note", "")


def train_button(lab: Lab, settings: TrainingSettings | None) -> None:
    """Draw the button; off where nothing can be trained."""
    st.button(
        "Train",
        key="train",
        type="primary",
        icon=":material/play_arrow:",
        disabled=settings is None,
        on_click=partial(start, lab, settings, NOTE) if settings else None,
    )


def show_refusal() -> None:
    """Say why a run was not started, if it was not."""
    if note := NOTE.get():
        st.error(note, icon=":material/error:")


def start(lab: Lab, settings: TrainingSettings, note: Slot[str]) -> None:
    """Submit a run and watch it; why it was refused, if it was, is put into `note`."""
    note.clear()
    settings = lesson.seeded(settings)
    try:
        run = lab.submit(settings)
    except LabError as error:
        note.set(str(error))
        return
    session.watch(run)
    lesson.join(run, settings)
