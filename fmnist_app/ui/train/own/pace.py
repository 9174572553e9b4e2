"""How long an epoch of the visitor's own network takes here, tried at a press."""

from functools import partial

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count, duration
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
    tried = TRIAL.get()
    if tried is None or tried[0] != trial or lab.look(tried[1]) is None:
        st.button(
            "How long does an epoch take here?",
            key="own_pace",
            icon=":material/timer:",
            on_click=partial(_try, lab, trial),
        )
        if REFUSED.get():
            st.caption(f":red[:material/error: {REFUSED.get()}]")
        return
    run = tried[1]
    if _settled(lab, run, settings):
        st.markdown(_in_words(lab, run, settings))
    else:
        st.fragment(_wait, run_every=EVERY)(lab, run, settings)


def _try(lab: Lab, trial: TrainingSettings) -> None:
    REFUSED.clear()
    try:
        TRIAL.set((trial, lab.submit(trial)))
    except LabError as error:
        REFUSED.set(str(error))


def _settled(lab: Lab, run: str, settings: TrainingSettings) -> bool:
    now = lab.look(run)
    return now is None or now.over or seconds_per_epoch(now, settings) is not None


def _wait(lab: Lab, run: str, settings: TrainingSettings) -> None:
    if _settled(lab, run, settings):
        lab.steer(run, "stop")  # the test pictures need not be opened for this
        st.rerun()
    place = lab.place(run)
    words = f"place {place} in the line" if place else "a short training"
    st.markdown(f":material/timer: Trying it out: {words} …")


def _in_words(lab: Lab, run: str, settings: TrainingSettings) -> str:
    now = lab.look(run)
    seconds = seconds_per_epoch(now, settings) if now else None
    if now is None or seconds is None:
        why = now.message if now else ""
        return f":material/error: The trial did not come to its end. {why}"
    return (
        f":material/timer: An epoch on {count(settings.pictures, 'picture')} takes about "
        f"**{duration(max(1.0, seconds))}** on this server by itself, {settings.epochs} of them "
        f"{duration(max(1.0, settings.epochs * seconds))}: tried on {count(now.settings.pictures)}."
    )
