"""Test pictures with what both networks said of them."""

import streamlit as st

from fmnist_app.core.formatting import cautious_percent, count
from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.mistakes import Places
from fmnist_app.ui.compare.choice import Pair
from fmnist_app.ui.inside import opening as inside
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.preprocessing import show_tile

AT_ONCE = 12
WIDTH = 104  # three fit beside each other on a phone
SHOWN = Slot("pictures_shown", AT_ONCE)
SHOWN_OF = Slot[tuple[str, ...]]("pictures_shown_of", ())


def show_pictures(pair: Pair, places: Places, what: str) -> None:
    """Draw the first of the pictures at `places`, and more when asked; `what` tells sets apart."""
    whole = (pair.first.id, pair.second.id, what)
    if SHOWN_OF.get() != whole:
        SHOWN_OF.set(whole)
        SHOWN.clear()
    shown, left = places[: SHOWN.get()].tolist(), len(places[SHOWN.get() :])
    if not shown:
        st.info("No picture is like that.", icon=":material/check:")
        return
    st.markdown(f"**{count(len(places), 'picture')}**, the surest first")
    st.caption(f"Below each: its label, then what {' and what '.join(pair.titles)} said.")
    with st.container(horizontal=True, gap="small", key="compared_pictures"):
        for place in shown:
            _show(pair, place)
    dataset().let_go()
    if left:
        words, then = f"{min(AT_ONCE, left)} more", (len(shown) + AT_ONCE,)
        st.button(words, "more_pictures", icon=":material/add:", on_click=SHOWN.set, args=then)


def _show(pair: Pair, place: int) -> None:
    data = dataset()
    label = CLASS_NAMES[data.test_labels[place]]
    lines = [f"**{label}**"]
    for marked in (pair.first_marked, pair.second_marked):
        right = ":material/check:" if marked.right[place] else ":material/close:"
        said = CLASS_NAMES[marked.predictions[place]]
        sure = cautious_percent(float(marked.sure[place]))
        lines.append(f"{right} {said}, {sure}")
    with st.container(width=WIDTH, gap=None):
        show_tile(data.test_images[place], WIDTH, f"Test picture {place}, labelled {label}")
        st.caption("  \n".join(lines))
        inside.link(pair.first.id, inside.TEST, place)
