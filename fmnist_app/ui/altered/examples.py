"""One picture at rising strength, and random draws at the strengths that the controls say."""

import streamlit as st

from fmnist_app.training import FIELDS
from fmnist_app.training.augmentation import Augmentation
from fmnist_app.training.code import as_code, as_json
from fmnist_app.training.shown import LEVELS, OPERATIONS, UInt8Array, draws, in_words, rising
from fmnist_app.ui.shell.chip import TRAIN
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.form import side_by_side
from fmnist_app.ui.widgets.meanings import show_meanings
from fmnist_app.ui.widgets.pictures import show_picture, strip

DRAWS, WIDTH = 6, 140
DRAWN = Slot("altered_draws", 0)  # how often the visitor has drawn again


def show_rising(picture: UInt8Array) -> None:
    """Draw a row for each operation: the picture from off to strong."""
    rows = list(OPERATIONS.items())
    # Columns of their own for every two, so that a phone keeps the order.
    for first in range(0, len(rows), 2):
        for place, (operation, label) in zip(st.columns(2), rows[first:], strict=False):
            with place:
                st.markdown(f"**{label}**")
                shown = strip(rising(picture, operation), scale=4)
                show_picture(shown, "stretch", f"{label}, from off to strong")
    st.caption(
        f"From left to right: off, then stronger up to full strength, {len(LEVELS)} in all. Each "
        "row keeps one draw of chance. Flip and mirror happen or do not: their strength is how "
        "often, at most for every second picture."
    )


def show_controls() -> Augmentation:
    """Draw a control for each operation; returns what they say."""
    fields = [FIELDS[name] for name in OPERATIONS]
    values = side_by_side(fields, 4, lambda: None)
    show_meanings("What they do", {each.about.label: each.about.help for each in fields})
    return Augmentation(**values)


def show_draws(picture: UInt8Array, chosen: Augmentation) -> None:
    """Draw what a network would get of the picture in training, and the values drawn."""
    if chosen.strengths.none:
        st.info("All are off: pictures stay as they are. Move a control.", icon=":material/tune:")
        return
    seed = DRAWN.get()
    made = draws(picture, chosen.strengths, seed, DRAWS)
    with st.container(horizontal=True, key="altered_draws_row"):
        for one, words in zip(made, in_words(chosen.strengths, seed, DRAWS), strict=True):
            with st.container(width=WIDTH, gap="small"):
                show_picture(strip(one[None], scale=4), "stretch", f"The picture, {words}")
                st.caption(words[:1].upper() + words[1:])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Draw again", icon=":material/casino:", on_click=_draw_again)
        st.page_link(
            TRAIN,
            label="Train with these",
            icon=":material/show_chart:",
            query_params={name: str(getattr(chosen, name)) for name in OPERATIONS},
        )
    _as_code(chosen)


def _as_code(chosen: Augmentation) -> None:
    fold = st.expander("Copy as code", icon=":material/code:", on_change="rerun")
    if not fold.open:
        return
    with fold:
        st.write("The strengths, each in its own unit:")
        st.code(as_json(chosen.strengths), language="json", wrap_lines=True)
        st.write("A module in NumPy and OpenCV that makes the same pictures:")
        st.code(as_code(chosen.strengths), language="python", height=320)


def _draw_again() -> None:
    DRAWN.set(DRAWN.get() + 1)
