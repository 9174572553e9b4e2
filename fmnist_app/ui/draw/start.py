"""Something to start a drawing from: this project's own drawings, and test pictures."""

import numpy as np
import streamlit as st

from fmnist_app.core.formatting import count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.sketch import sample
from fmnist_app.ui.draw.sheet import lay
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot

ANY = "Any class"
OURS = "A simple drawing made for this app."
TEST = "A picture from the data set that no network learnt from, as dark on white."
CLASS = Slot("start_class", ANY)
TURN = Slot("start_turn", -1)


def show_me_one() -> None:
    """Draw the choice of a class, and a button for a drawing and for a test picture of it."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(
            "Show me one", [ANY, *CLASS_NAMES], key=CLASS.name, width=150, persist_state="session"
        )
        st.button("Drawing", "start_drawing", OURS, _drawing, icon=":material/gesture:")
        st.button("Test picture", "start_test", TEST, _test_picture, icon=":material/checkroom:")


def _drawing() -> None:
    label = _label()
    lay(sample(label), note=f"Our own drawing: {CLASS_NAMES[label]}. Change it as you like.")


def _test_picture() -> None:
    data = dataset()
    label = _label()
    of_class = np.flatnonzero(data.test_labels == label)
    chosen = np.random.default_rng(TURN.get()).choice(of_class)
    note = f"Test picture {count(chosen)}, labelled {CLASS_NAMES[label]}. Draw on it as you like."
    lay([], 255 - data.test_images[chosen], note)


def _label() -> int:
    """The class chosen, or one class after the other; each call moves on."""
    turn = TURN.get() + 1
    TURN.set(turn)
    name = CLASS.get()
    # Three steps on, so that neighbours in the list, which are alike, do not follow each other.
    return (turn * 3 + 9) % len(CLASS_NAMES) if name == ANY else CLASS_NAMES.index(name)
