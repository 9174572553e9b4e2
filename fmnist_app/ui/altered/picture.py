"""Which picture is altered: one to learn from, or what the visitor drew."""

import numpy as np
import streamlit as st

from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import preprocess
from fmnist_app.training.shown import UInt8Array
from fmnist_app.ui.draw.sheet import SHEET
from fmnist_app.ui.shell.resources import dataset

OWN = "Your drawing"
FIRST = "Sneaker"


def choose_picture() -> UInt8Array:
    """Let the visitor choose; returns the picture, (28, 28) uint8, light on black."""
    drawn = [OWN] if not SHEET.get().blank else []
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # What an address asks for and is not there falls back to the first.
        words = [FIRST, *(name for name in CLASS_NAMES if name != FIRST), *drawn]
        what = st.selectbox("Picture", words, key="altered_class", width=220, bind="query-params")
        number = 1
        if what != OWN:
            number = st.number_input(
                "Which one", 1, 1000, key="altered_number", width=140, bind="query-params"
            )
    if what == OWN:
        return np.asarray(preprocess(SHEET.get().picture()).pixels)
    data = dataset()
    of_class = np.flatnonzero(data.train_labels == CLASS_NAMES.index(what))
    return np.asarray(data.train_images[of_class[int(number) - 1]])
