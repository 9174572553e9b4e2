"""How long an epoch of the visitor's own network takes here, tried at a press."""

from functools import partial

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count, duration
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.service import Lab
from fmnist_app.lab.trial import seconds_per_epoch, trial_of
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.shell.session import Slot

EVERY = 0.5  # seconds between two looks at a trial
# The last trial: what was tried, and the run that tries it.
TRIAL = Slot[tuple[TrainingSettings, str] | None]("own_trial", None)
REFUSED = Slot("own_trial_refused", "")


def show_pace(lab: Lab, settings: TrainingSettings) -> None:
    """Draw what an epoch takes, or the press that tries it."""
    trial = trial_of(settings)
    tried, run = TRIAL.get() or (None, "")
    now = lab.look(run) if tried == trial else None
    if now is None:
        st.button(
            "How long does an epoch take here?",
            key="own_pace",
            icon=":material/timer:",
            on_click=partial(_try, lab, trial),
        )
        if REFUSED.get():
            st.caption(f":red[:material/error: {REFUSED.get()}]")
    elif _settled(now):
        st.markdown(_in_words(now, settings))
    else:
        st.fragment(_wait, run_every=EVERY)(lab, run)


def _try(lab: Lab, trial: TrainingSettings) -> None:
    REFUSED.clear()
    try:
        TRIAL.set((trial, lab.submit(trial)))
    except LabError as error:
        REFUSED.set(str(error))


def _settled(now: Snapshot) -> bool:
    """Whether a trial has measured what it is for, or will not."""
    return now.over or seconds_per_epoch(now, now.settings) is not None


def _wait(lab: Lab, run: str) -> None:
    now = lab.look(run)
    if now is None or _settled(now):
        lab.steer(run, "stop")  # the test pictures need not be opened for this
        st.rerun()
    place = lab.place(run)
    words = f"place {place} in the line" if place else "a short training"
    st.markdown(f":material/timer: Trying it out: {words} …")


def _in_words(now: Snapshot, settings: TrainingSettings) -> str:
    seconds = seconds_per_epoch(now, settings)
    if seconds is None:
        return f":material/error: The trial did not come to its end. {now.message}"
    return (
        f":material/timer: An epoch on {count(settings.pictures, 'picture')} takes about "
        f"**{duration(max(1.0, seconds))}** on this server by itself, {settings.epochs} of them "
        f"{duration(max(1.0, settings.epochs * seconds))}: tried on {count(now.settings.pictures)}."
    )
