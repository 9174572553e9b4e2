"""The pictures that stand in the data set twice, or all but twice.

Those that were the same byte for byte: https://github.com/zalandoresearch/fashion-mnist/issues/44.
"""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.data import Dataset
from fmnist_app.data.duplicates import NEAR, Pair, Place, label_at, picture_at, read_pairs
from fmnist_app.ui.widgets.pictures import show_picture, strip

TILE = 140  # pixels wide
KINDS = {"One to learn from, one to be tested on": True, "All": False}


def show_duplicates(data: Dataset) -> None:
    """Draw the pairs, with how many of them blur the line between learning and testing."""
    st.subheader("Pictures that come twice")
    try:
        pairs = read_pairs()
    except LabError as error:
        st.info(str(error), icon=":material/info:")
        return
    st.write(_in_words(pairs, data))
    kind = st.segmented_control(
        "Which pairs",
        list(KINDS),
        default=next(iter(KINDS)),
        key="duplicates_kind",
        label_visibility="collapsed",
        required=True,
    )
    shown = [pair for pair in pairs if pair.crosses or not KINDS[kind]]
    with st.container(horizontal=True, key="duplicates"):
        for pair in shown:
            with st.container(width=TILE, gap="xsmall"):
                both = np.stack([picture_at(data, place) for place in (pair.first, pair.second)])
                show_picture(strip(both), "stretch", "Two pictures side by side")
                st.caption(f"{_named(pair.first)}, {_named(pair.second)}")
    st.caption(
        f"Pairs whose pixels correlate above {NEAR:g}, of all 2.4 billion; found by "
        "`python -m fmnist_app data --duplicates`. Byte for byte no two are the same: the authors "
        "replaced those soon after the data set came out."
    )


def _in_words(pairs: Sequence[Pair], data: Dataset) -> str:
    crossing = {pair.second for pair in pairs if pair.crosses}
    unlike = sum(label_at(data, pair.first) != label_at(data, pair.second) for pair in pairs)
    labels = "all with the same label" if not unlike else f"{unlike} of them with two labels"
    share = len(crossing) / len(data.test_labels)
    return (
        f"{count(len(pairs), 'pair')} show the same piece, {labels}. "
        f"**{count(len(crossing), 'test picture')}** can be known by heart from learning: too few "
        f"to matter, for they can move a test accuracy by {100 * share:.2f} points at most."
    )


def _named(place: Place) -> str:
    words = "learn" if place.part == "train" else "test"
    return f"{words} {count(place.number)}"
