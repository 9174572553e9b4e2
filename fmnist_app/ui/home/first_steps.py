"""What to do first: watch a network learn, draw, try oneself against it, or be shown around."""

import streamlit as st

from fmnist_app.core.tour import MINUTES
from fmnist_app.lab.service import Lab
from fmnist_app.training.presets import DEMO, PRESETS
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.going import go_to
from fmnist_app.ui.shell.presses import pressed
from fmnist_app.ui.tour import progress
from fmnist_app.ui.train.start import NOTE
from fmnist_app.ui.train.starters import label_with_time, run_at_once

TRAIN, DRAW, COMPARE = "pages/train/train.py", "pages/use/draw.py", "pages/judge/compare.py"
KEY = "first_steps"


def first_steps(lab: Lab) -> None:
    """Draw the buttons; the first one starts a run and shows it, both by one press."""
    with st.container(horizontal=True, gap="small", key=KEY):
        _watch_one_learn(lab)
        if pressed("Draw", "draw_first", icon=":material/draw:"):
            go_to(DRAW)
        if pressed("You against the networks", "against", icon=":material/group:"):
            go_to(COMPARE, {"part": "You"})
        words = f"Take the tour, {MINUTES} minutes"
        st.button(words, "tour_begin", icon=":material/tour:", on_click=progress.begin)
    if note := NOTE.get():
        st.error(note, icon=":material/error:")


def _watch_one_learn(lab: Lab) -> None:
    settings = PRESETS[DEMO].settings
    run = session.RUN.get()
    now = lab.look(run) if run else None
    busy = now is not None and not now.over
    words = "Back to your run" if busy else label_with_time("Watch one learn", lab, settings)
    if pressed(words, "watch_one", type="primary", icon=":material/play_arrow:"):
        NOTE.clear()
        if not busy:
            run_at_once(lab, settings)
        if not NOTE.get():
            go_to(TRAIN)
