"""How it knows: the networks that answer, what they see, and what they have seen like it."""

from collections.abc import Sequence

import streamlit as st

from fmnist_app.images import Overrides, preprocess
from fmnist_app.ui.draw.sheet import SHEET
from fmnist_app.ui.inside import opening as inside
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets import answers, preprocessing

NETWORKS = "draw_networks"
OPEN = Slot("draw_how", False)
BLANK = "Draw something first: then every step from your drawing to an answer is shown here."


def how_it_knows(names: Sequence[str], overrides: Overrides) -> None:
    """Draw every network's answer, every step of preprocessing, and the nearest pictures."""
    sheet = SHEET.get()
    if sheet.blank:
        st.info(BLANK, icon=":material/draw:")
        return
    sight = preprocess(sheet.picture(), overrides)
    given = answers.show_answers(sight, names)
    st.markdown("**What the network sees**")
    preprocessing.show_steps(sight)
    for name, answer in list(given.items())[:1]:
        inside.link(name, inside.DRAWING)
        answers.show_neighbours(sight, answer)
