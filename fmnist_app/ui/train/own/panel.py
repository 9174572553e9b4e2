"""The panel in which a visitor puts a network of their own together."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any
from zlib import crc32

import streamlit as st

from fmnist_app import charts
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.experiments.frontier.recipes import RECIPES
from fmnist_app.models import MODELS, OWN, Choices, LayerRow
from fmnist_app.models.edit import SMALL, start_from
from fmnist_app.models.limits import network_limits
from fmnist_app.models.own import Draft, draft
from fmnist_app.ui.shell.resources import lab
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.link import make_settings
from fmnist_app.ui.train.own.edits import (
    EARLIER,
    PLACE,
    VERSION,
    chosen_place,
    replace_text,
    undo,
)
from fmnist_app.ui.train.own.layer import layer_form
from fmnist_app.ui.train.own.pace import show_pace

TITLE = "Build your own network"
ABOUT = (
    "A network is a row of layers: the picture goes in at the first, ten answers come out of the "
    "last. Start from one that works, change it, and train it beside the networks chosen above."
)
SCALE = (
    "To scale: each box is as high as its maps, whose side in pixels stands above it, and as wide "
    "as they are many. Filled ones learn; thin slices leave the shape as it is."
)
DRAWN = "Your own network as a row of boxes, one for each layer."


def own_network(
    values: Mapping[str, Any], draw_text: Callable[[], str], on_change: Callable[[], None]
) -> str:
    """Draw the panel; returns the network as text, empty if there is none.

    `values` are those of the other settings, `draw_text` draws the line of text, and `on_change` is
    called when something is changed.
    """
    choices = Choices(**{one.name: values[one.name] for one in fields(Choices) if one.name != OWN})
    with st.expander(TITLE, icon=":material/construction:", key="own_panel"):
        st.markdown(ABOUT)
        above = st.container()
        text = draw_text()  # first, as it takes over what the address says
        with above:
            _starts(choices, on_change, has_one=bool(text))
            if text:
                found = draft(text, choices.activation)
                _network(found, choices.activation, on_change, partial(_pace, values, text))
    return text


def _starts(choices: Choices, on_change: Callable[[], None], *, has_one: bool) -> None:
    """Networks to start from, a press each, and the ways back."""
    titles = {name: one.title for name, one in MODELS.items()}
    titles |= {name: one.title for name, one in RECIPES.items()}
    texts = {"A small one": SMALL}
    texts |= {title: start_from(name, choices) for name, title in titles.items()}
    with st.container(horizontal=True, vertical_alignment="center", key="own_starts"):
        st.markdown("Start from", width="content")
        for title, text in texts.items():
            st.button(title, f"own_start_{title}", on_click=replace_text, args=(text, on_change))
        if EARLIER.get():
            st.button("Undo", "own_undo", icon=":material/undo:", on_click=undo, args=(on_change,))
        if has_one:
            icon = ":material/delete_sweep:"
            st.button(
                "None of my own", "own_none", icon=icon, on_click=replace_text, args=("", on_change)
            )


def _pace(values: Mapping[str, Any], text: str) -> None:
    """What an epoch takes, where the other settings can be trained with too."""
    with contextlib.suppress(LabError):
        show_pace(lab(), make_settings({**values, OWN: text}))


def _network(
    found: Draft, usual: str, on_change: Callable[[], None], draw_pace: Callable[[], None]
) -> None:
    """The network drawn, its layers, and the one that is being changed."""
    if not found.words or len(found.words) > 2 * network_limits().own_layers:
        st.markdown(f":red[:material/error:] {found.fault}")
        return
    _facts(found)
    fault = found.fault
    if not fault:
        draw_pace()
    broken = found.words[fault.place] if fault and fault.place is not None else None
    spec = charts.plan_spec(OWN, DRAWN)
    st.vega_lite_chart(charts.plan_rows(found.rows, broken), spec, key="own_plan")
    st.caption(SCALE)
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        _layers(found)
    with right, st.container(key="own_layer"):
        layer_form(found.words, usual, on_change)


def _facts(found: Draft) -> None:
    parameters = sum(row.parameters for row in found.rows)
    products = sum(row.multiply_adds for row in found.rows)
    upto = f" up to layer {len(found.rows)}" if found.fault else ""
    st.markdown(
        f"**{count(len(found.words), 'layer')} · {count(parameters, 'parameter')} · "
        f"{count(products, 'multiply-add')} for a picture{upto}**"
    )


def _layers(found: Draft) -> None:
    """The table of layers, a line each, of which one is chosen; it fits a phone as it is."""
    lines = [_line(found, place) for place in range(len(found.words))]
    # A browser names a choice by its words, so other words are another control.
    words = crc32(repr([line for line, _ in lines]).encode())
    key = f"own_place_{VERSION.get()}_{words}"
    with st.container(key="own_layers"):
        st.radio(
            "Layers, and what comes out of each",
            range(len(lines)),
            chosen_place(found.words),
            format_func=lambda place: lines[place][0],
            captions=[costs for _, costs in lines],
            key=key,
            on_change=partial(_choose, Slot[object](key, None)),
        )


def _choose(slot: Slot[object]) -> None:
    place = slot.get()
    if isinstance(place, int):
        PLACE.set(place)


def _line(found: Draft, place: int) -> tuple[str, str]:
    """A layer in words, and what it costs or why it cannot work."""
    if place < len(found.rows):
        row = found.rows[place]
        return f"{place + 1}\\. {row.layer}", _costs(row)
    word = f"{place + 1}\\. `{found.words[place][:30].replace('`', '')}`"
    if found.fault and found.fault.place == place:
        # As part of the name, for captions are too pale to be red.
        return f"{word} :red[:material/error: cannot work: it {found.fault.why}.]", ""
    return word, "not reached yet"


def _costs(row: LayerRow) -> str:
    shape = " x ".join(map(str, row.output)) if row.output[1:] else count(row.output[0], "value")
    costs = [count(row.parameters, "parameter")] if row.parameters else []
    costs += [count(row.multiply_adds, "multiply-add")] if row.multiply_adds else []
    return " · ".join([shape, *costs])
