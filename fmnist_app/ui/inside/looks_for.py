"""What a map looks for: the test pictures that wake it most and least, and one made for it."""

from __future__ import annotations

import threading

import numpy as np
import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.process_memory import rest
from fmnist_app.data import CLASS_NAMES, Dataset
from fmnist_app.inference.inside.evidence import wanted
from fmnist_app.inference.inside.looks_for import (
    Woken,
    can_be_dead,
    layers_with_maps,
    made_for,
    woken,
)
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array
from fmnist_app.inference.inside.way import contributions
from fmnist_app.ui.inside.look import Look
from fmnist_app.ui.inside.pictures import in_grey
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.widgets.preprocessing import show_tile

LAYER, MAP = "inside_layer", "inside_map"
WIDTH = 84
WAIT = "Showing it all 10,000 test pictures"
TICK = 0.2  # seconds between two looks at how far it is
KEPT = 20  # networks of all visitors, some 40 kB each


def show_looks_for(look: Look) -> None:
    """Let the visitor choose a map, and draw what wakes it."""
    places = layers_with_maps(look.network)
    if not places:
        st.info("This network has no convolution, so no map looks for anything.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = st.selectbox(
            "Layer",
            places,
            key=f"{LAYER}_{look.package.id}",
            width=280,
            format_func=lambda place: _words(look, place),
        )
        maps = _maps(look, layer)
        chosen = st.selectbox(
            "Map, those that matter most here first",
            maps,
            key=f"{MAP}_{look.package.id}_{layer}",
            width=280,
            format_func=lambda one: f"map {one + 1}",
        )
    found = _woken(look)[layer]
    if can_be_dead(look.network, layer):
        dead = int(np.sum(found.peaks <= 0))
        if found.is_dead(chosen):
            st.warning(
                f"Map {chosen + 1} is dead: it stays at 0 on all test pictures, so nothing it "
                "could say reaches the answer.",
                icon=":material/heart_broken:",
            )
            return
        if dead:
            st.caption(
                f"Dead maps of this layer, which stay at 0 on all test pictures: {dead} of "
                f"{len(found.peaks)}."
            )
    _show(look, layer, chosen, found)


def _show(look: Look, layer: int, chosen: int, found: Woken) -> None:
    _row("The nine test pictures that wake it most", found.strongest[chosen])
    _row("The three that wake it least", found.weakest[chosen])
    st.markdown("**A picture made for it**")
    made = _made(look.package.id, look.version, layer, chosen, look)
    show_tile(in_grey(made), 2 * WIDTH, f"A picture made to wake map {chosen + 1}")
    st.caption(
        "From grey noise, changed step by step so that the map rises where it is awake already. "
        "No such picture is in the catalogue: it shows the pattern, not a garment."
    )
    dataset().let_go()


def _row(words: str, places: np.ndarray) -> None:
    data = dataset()
    st.markdown(f"**{words}**")
    with st.container(horizontal=True, gap="small"):
        for place in places.tolist():
            name = CLASS_NAMES[data.test_labels[place]]
            with st.container(width=WIDTH, gap=None):
                show_tile(data.test_images[place], WIDTH, f"Test picture {place}, {name}")
                st.caption(name)


def _words(look: Look, place: int) -> str:
    """A layer in words; an activation of its own by the convolution that it belongs to."""
    layers = look.network.layers
    own = layers[place]
    return str(own) if place < 2 or str(own).startswith(("Conv", "Res")) else f"{layers[place - 2]}"


def _maps(look: Look, layer: int) -> list[int]:
    """The layer's maps, those that matter most to the class on this picture first."""
    matters = contributions(look.network.trace(look.picture[None]), wanted(look.label))[layer]
    return [int(one) for one in np.argsort(-matters, kind="stable")]


def _woken(look: Look) -> dict[int, Woken]:
    """What wakes each map; whoever leaves meanwhile finds it done when they come back."""
    search = _search(look.package.id, look.version, look)
    if search.is_alive():
        bar = st.progress(0.0, WAIT)
        while search.is_alive():
            bar.progress(search.share, WAIT)
            search.join(TICK)
        bar.empty()
    if search.found is None:
        _search.clear(look.package.id, look.version, look)
        raise LabError("The test pictures could not be shown to the network on this server.")
    return search.found


class _Search(threading.Thread):
    """Shows a network all test pictures, in a thread that no visitor's leaving ends."""

    def __init__(self, network: ArrayNetwork, data: Dataset) -> None:
        super().__init__(name="looks-for", daemon=True)
        self._network, self._data = network, data
        self.share = 0.0
        self.found: dict[int, Woken] | None = None
        self.start()

    def run(self) -> None:
        self.found = woken(self._network, self._data.test_images, self._tell)
        self._data.let_go()
        rest()  # some 20 MB of maps that nobody looks at again

    def _tell(self, share: float) -> None:
        self.share = share


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _search(key: str, version: int | None, _look: Look) -> _Search:  # noqa: ARG001
    return _Search(_look.network, dataset())


@st.cache_data(show_spinner="Making a picture", max_entries=200)
def _made(key: str, version: int | None, layer: int, chosen: int, _look: Look) -> Array:  # noqa: ARG001
    return made_for(_look.network, layer, chosen)
