"""The chosen layer of a network of one's own: its numbers, its place, and one more after it."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from typing import Any

import streamlit as st

from fmnist_app.models.edit import KINDS, add, change, is_answers, move, remove
from fmnist_app.models.layers import ACTIVATIONS, Layer
from fmnist_app.models.limits import network_limits
from fmnist_app.models.words import WordError, read_word
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.own.edits import VERSION, change_number, chosen_place, edit

MOST = 9_999  # of anything; what is too much for this server is refused with a sentence
ANSWERS = "The last layer gives the ten answers, one for each class; it stays where it is."
UNREADABLE = "This is no layer. Take it out, or write it anew in the line below."
NUMBERS = {
    "filters": ("Maps (filters)", "How many patterns it looks for; each makes a map."),
    "kernel": ("Window (kernel size)", "Side of the window, in pixels, through which it looks."),
    "size": ("Window (pooling)", "Side of the square of which the strongest value is kept."),
    "units": ("Values (units)", "How many values come out."),
}
RATE = ("Share switched off", "Which share of the values is set to 0, drawn anew for each batch.")
FLAGS = {
    "same": ("Keep the size (padding)", "Puts zeros around the maps, so that they do not shrink."),
    "bias": ("Bias", "A number to add to each map. Batch normalisation after it brings its own."),
}
NEW = Slot[type[Layer]]("own_new", next(iter(KINDS)))


def layer_form(words: tuple[str, ...], usual: str, on_change: Callable[[], None]) -> None:
    """Draw the controls of the chosen layer; `usual` is the activation of the run."""
    place = chosen_place(words)
    answers = is_answers(words, place)
    st.markdown(f"**Layer {place + 1}**")
    if answers:
        st.markdown(ANSWERS)
    else:
        _numbers(words[place], place, usual, on_change)
    with st.container(horizontal=True):
        before_answers = is_answers(words, len(words) - 1) and place == len(words) - 2
        _press("Up", "arrow_upward", partial(move, by=-1), answers or place == 0, on_change)
        last = place == len(words) - 1
        _press("Down", "arrow_downward", partial(move, by=1), last or before_answers, on_change)
        _press("Take out", "delete", remove, answers, on_change)
    _adding(len(words), on_change)


def _numbers(word: str, place: int, usual: str, on_change: Callable[[], None]) -> None:
    try:
        layer = read_word(word, usual)
    except WordError:
        st.markdown(UNREADABLE)
        return
    st.markdown(KINDS[type(layer)].summary)
    for field in fields(layer):
        moved = partial(_take_over, layer, field.name, usual, on_change)
        _control(field.name, getattr(layer, field.name), place, moved)


def _control(name: str, value: Any, place: int, moved: Callable[[Slot[Any]], None]) -> None:
    """Draw the control of one number of a layer; `moved` is called with where it keeps that."""
    slot: Slot[Any] = Slot(f"own_{name}_{place}_{VERSION.get()}", value)
    told: dict[str, Any] = {"key": slot.name, "on_change": partial(moved, slot)}
    if name in NUMBERS:
        label, told["help"] = NUMBERS[name]
        st.number_input(label, 1, MOST, max(1, min(value, MOST)), **told)
    elif name in FLAGS:
        label, told["help"] = FLAGS[name]
        st.toggle(label, value, **told)
    elif name == "rate":
        label, told["help"] = RATE
        st.number_input(label, 0.001, 0.999, value, step=0.05, format="%g", **told)
    else:
        kinds = list(ACTIVATIONS)
        st.selectbox("Activation", kinds, kinds.index(value), ACTIVATIONS.__getitem__, **told)


def _take_over(
    layer: Layer, name: str, usual: str, on_change: Callable[[], None], slot: Slot[Any]
) -> None:
    """Write into the text what a control of the layer stands at."""
    value = round(slot.get(), 3) if name == "rate" else slot.get()
    new = replace(layer, **{name: value})
    change_number(lambda text, place: change(text, place, new, usual), on_change)


def _press(
    words: str,
    icon: str,
    by: Callable[[str, int], tuple[str, int]],
    off: bool,
    on_change: Callable[[], None],
) -> None:
    st.button(
        words,
        key=f"own_{icon}",
        icon=f":material/{icon}:",
        disabled=off,
        on_click=partial(edit, by, on_change),
    )


def _adding(layers: int, on_change: Callable[[], None]) -> None:
    kinds = list(KINDS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            "One more layer", kinds, format_func=lambda kind: KINDS[kind].title, key=NEW.name
        )
        st.button(
            "Add",
            key="own_add",
            icon=":material/add:",
            disabled=layers >= network_limits().own_layers,
            on_click=partial(edit, partial(add, kind=kind), on_change),
        )
