"""Runs worth making, a press each: what one will see, and how long it took here the last time."""

from functools import partial

import streamlit as st

from fmnist_app.core.formatting import duration
from fmnist_app.lab.service import Lab
from fmnist_app.training import TrainingSettings
from fmnist_app.training.presets import PRESETS, Preset
from fmnist_app.ui.shell import session
from fmnist_app.ui.train.cure import train_twice
from fmnist_app.ui.train.form import show_in_controls
from fmnist_app.ui.train.seeds import seconds_of_both
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
    show_in_controls(settings)
    start(lab, settings, NOTE)


def label_with_time(words: str, lab: Lab, settings: TrainingSettings) -> str:
    """The words, with the time that such a run took on this server, once one has run."""
    return _with_time(words, lab.seconds_of(settings))


def _with_time(words: str, seconds: float | None) -> str:
    return words if seconds is None else f"{words} ({duration(seconds)})"


def _run(lab: Lab, preset: Preset) -> None:
    if preset.twice:
        show_in_controls(preset.settings)
        train_twice(lab, preset.settings)
    else:
        run_at_once(lab, preset.settings)


def _label(lab: Lab, preset: Preset) -> str:
    if not preset.twice:
        return label_with_time(preset.title, lab, preset.settings)
    return _with_time(preset.title, seconds_of_both(lab, preset.settings))


def _cards(lab: Lab, chosen: TrainingSettings | None, *, off: bool) -> None:
    with st.container(horizontal=True, gap="small", key=KEY):
        for name, preset in PRESETS.items():
            _card(lab, name, preset, is_chosen=preset.settings == chosen, off=off)


def _card(lab: Lab, name: str, preset: Preset, *, is_chosen: bool, off: bool) -> None:
    with st.container(border=True, gap="xsmall", width=CARD_WIDTH, key=f"{KEY}_{name}"):
        st.button(
            _label(lab, preset),
            key=f"preset_{name}",
            icon=":material/check:" if is_chosen else preset.icon,
            type="primary" if is_chosen else "secondary",
            width="stretch",
            disabled=off,
            on_click=partial(_run, lab, preset),
        )
        st.markdown(preset.summary)
