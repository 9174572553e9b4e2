"""Which picture is altered: one to learn from, what the visitor drew, or a photo of theirs."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import preprocess
from fmnist_app.training.shown import UInt8Array
from fmnist_app.ui.draw.sheet import SHEET
from fmnist_app.ui.inside.opening import DRAWING, KINDS, PHOTO_PIXELS
from fmnist_app.ui.inside.opening import PHOTO as OF_VISITOR
from fmnist_app.ui.shell.resources import dataset

CHOSEN = "altered_class"  # the word in the address
DRAWN, PHOTO = KINDS[DRAWING], KINDS[OF_VISITOR]
FIRST = "Sneaker"


def choose_picture() -> UInt8Array:
    """Let the visitor choose; returns the picture, (28, 28) uint8, light on black."""
    own = _own()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # What an address asks for and is not there falls back to the first.
        words = [FIRST, *(name for name in CLASS_NAMES if name != FIRST), *own]
        what = st.selectbox("Picture", words, key=CHOSEN, width=220, bind="query-params")
        if what in own:
            return own[what]()
        number = st.number_input(
            "Which one", 1, 1000, key="altered_number", width=140, bind="query-params"
        )
    data = dataset()
    of_class = np.flatnonzero(data.train_labels == CLASS_NAMES.index(what))
    return np.asarray(data.train_images[of_class[int(number) - 1]])


def _own() -> dict[str, Callable[[], UInt8Array]]:
    """What there is of the visitor's own, and how it is had."""
    found: dict[str, Callable[[], UInt8Array]] = {}
    if not SHEET.get().blank:
        found[DRAWN] = lambda: np.asarray(preprocess(SHEET.get().picture()).pixels)
    if (photo := PHOTO_PIXELS.get()) is not None:
        found[PHOTO] = lambda: photo
    return found
