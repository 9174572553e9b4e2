"""Starting a run: the button, and what it does."""

from functools import partial

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot

NOTE = Slot("start_note", "")


def train_button(lab: Lab, settings: TrainingSettings | None) -> None:
    """Draw the button; off while the visitor's run goes on or nothing can be trained."""
    run = session.current_run()
    now = lab.look(run) if run else None
    busy = now is not None and not now.over
    st.button(
        "Train",
        type="primary",
        icon=":material/play_arrow:",
        width="stretch",
        disabled=settings is None or busy,
        help="Your run is still going on; stop it to start another." if busy else None,
        on_click=partial(start, lab, settings, NOTE) if settings else None,
    )
    if note := NOTE.get():
        st.error(note, icon=":material/error:")


def start(lab: Lab, settings: TrainingSettings, note: Slot[str]) -> None:
    """Submit a run and watch it; why it was refused, if it was, is put into `note`."""
    note.clear()
    try:
        session.watch(lab.submit(settings))
    except LabError as error:
        note.set(str(error))
