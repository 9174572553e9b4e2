"""Runs worth making, a press each: what one will see, and how long it took here the last time."""

from functools import partial

import streamlit as st

from fmnist_app.core.formatting import duration
from fmnist_app.lab.service import Lab
from fmnist_app.training import FIELDS, TrainingSettings
from fmnist_app.training.fields import Several
from fmnist_app.training.presets import PRESETS, Preset
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.start import NOTE, start

KEY = "starters"
CARD_WIDTH = 400  # pixels: three abreast on a wide screen, one on a phone


def starters(lab: Lab) -> None:
    """Draw a card for each run; behind a press where a run is shown, which comes first."""
    run = session.current_run()
    now = lab.look(run) if run else None
    if now is None:
        _cards(lab, None, off=False)
        return
    with st.expander("Other runs to start", icon=":material/rocket_launch:", key=f"{KEY}_folded"):
        _cards(lab, now.settings, off=not now.over)


def run_at_once(lab: Lab, settings: TrainingSettings) -> None:
    """Start a run with these settings, which the controls then show; for a button to call."""
    for field in FIELDS.values():
        value = getattr(settings, field.name)
        several = isinstance(field.about.control, Several)
        Slot(field.word, value).set(field.words(value) if several else value)
    start(lab, settings, NOTE)


def label_with_time(words: str, lab: Lab, settings: TrainingSettings) -> str:
    """The words, with the time that such a run took on this server, once one has run."""
    seconds = lab.seconds_of(settings)
    return words if seconds is None else f"{words} ({duration(seconds)})"


def _cards(lab: Lab, chosen: TrainingSettings | None, *, off: bool) -> None:
    with st.container(horizontal=True, gap="small", key=KEY):
        for name, preset in PRESETS.items():
            _card(lab, name, preset, is_chosen=preset.settings == chosen, off=off)


def _card(lab: Lab, name: str, preset: Preset, *, is_chosen: bool, off: bool) -> None:
    with st.container(border=True, gap="xsmall", width=CARD_WIDTH, key=f"{KEY}_{name}"):
        st.button(
            label_with_time(preset.title, lab, preset.settings),
            key=f"preset_{name}",
            icon=":material/check:" if is_chosen else preset.icon,
            type="primary" if is_chosen else "secondary",
            width="stretch",
            disabled=off,
            on_click=partial(run_at_once, lab, preset.settings),
        )
        st.markdown(preset.summary)
