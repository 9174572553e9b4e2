"""One trial, opened: what it tried, how it went, and a press that makes a run of it."""

import pandas as pd
import streamlit as st

from fmnist_app.core.formatting import count, duration, percent
from fmnist_app.experiments.search.record import SearchSnapshot, Trial
from fmnist_app.training import FIELDS
from fmnist_app.ui.search.picked import TRIAL
from fmnist_app.ui.search.rows import ENDED
from fmnist_app.ui.shell.chip import TRAIN
from fmnist_app.ui.shell.going import go_to
from fmnist_app.ui.shell.presses import pressed
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.start import start

NOTE = Slot("search_trial_note", "")


def show_trial(now: SearchSnapshot) -> None:
    """Let the visitor open any trial; the best one is open at first."""
    best = now.winner or now.best
    if best is None:
        return
    numbers = list(now.trials)
    picked = TRIAL.get()
    if picked not in now.trials:
        TRIAL.set(best.number)
    with st.container(border=True, key="search_trial_box"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = st.selectbox(
                "Trial", numbers, format_func=lambda one: _title(now, one), key=TRIAL.name
            )
            trial = now.trials[best.number if number is None else number]
            settings = now.task.settings_if_sound(trial.values)
            if settings and pressed(
                "Train it", "search_train", icon=":material/play_arrow:", type="secondary"
            ):
                start(lab(), settings, NOTE)
                if not NOTE.get():
                    go_to(TRAIN)
        if note := NOTE.get():
            st.error(note, icon=":material/error:")
        st.markdown(_how_it_went(trial))
        _values(now, trial)


def _title(now: SearchSnapshot, number: int) -> str:
    trial, best = now.trials[number], now.winner or now.best
    words = "no value yet" if trial.value is None else percent(trial.value, 2)
    if number == 0:
        words += ", the default"
    elif best is not None and number == best.number:
        words += ", the winner" if now.winner else ", the best so far"
    return f"{number}: {words}"


def _how_it_went(trial: Trial) -> str:
    if trial.state == "failed":
        return f"Failed. {trial.reason}"
    if not trial.rungs:
        return "Under way."
    ended = ENDED[trial.state]
    return (
        f"{count(trial.epochs, 'epoch')} ({ended}), {percent(trial.value or 0, 2)} of the "
        f"validation pictures right, {count(trial.rungs[-1].parameters, 'parameter')}, "
        f"{duration(trial.seconds)} of training."
    )


def _values(now: SearchSnapshot, trial: Trial) -> None:
    """What it tried, beside the default."""
    default = now.task.default_values
    rows = [
        {
            "Setting": FIELDS[name].noun.capitalize(),
            "This trial": str(FIELDS[name].words(value)),
            "Default": str(FIELDS[name].words(default[name])),
        }
        for name, value in trial.values.items()
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
