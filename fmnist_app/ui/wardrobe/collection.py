"""The visitor's own collection: found by the address, or by what the visit remembers."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from fmnist_app.catalog import shipped
from fmnist_app.data import SIDE
from fmnist_app.inference.inside.steps import Array
from fmnist_app.ui.inside.look import weights
from fmnist_app.ui.shell.resources import wardrobes
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.own_file import OwnFile
from fmnist_app.wardrobe.item import Item
from fmnist_app.wardrobe.similar import NETWORK, features, most_alike
from fmnist_app.wardrobe.store import Wardrobe

OWN: OwnFile[Wardrobe] = OwnFile(
    "wardrobe",
    "There is no wardrobe at this address, or not any more. The first piece that you add starts a "
    "new one.",
)
SAID, FAILED = Slot("wardrobe_said", ""), Slot("wardrobe_failed", "")  # to be told once
KEPT_FEATURES = 4_000  # of pictures of all visitors, some 5 kB each


def own_wardrobe() -> Wardrobe | None:
    """The wardrobe that the address or the visit names; None before there is one."""
    return OWN.found(wardrobes())


def wardrobe_to_add_to() -> Wardrobe:
    """The visitor's wardrobe, made if there is none yet."""
    return OWN.found_or_new(wardrobes())


def tell() -> None:
    """Draw what a press before has done, or what it could not do."""
    if SAID.get():
        st.success(SAID.get(), icon=":material/check:")
    if FAILED.get():
        st.error(FAILED.get(), icon=":material/error:")
    SAID.clear()
    FAILED.clear()


def most_like(wanted: Sequence[Item], have: Sequence[Item], most: int) -> list[list[Item]]:
    """For each piece that is wanted those that one has that are most like it, nearest first."""
    if not have:
        return [[] for _ in wanted]
    others = np.stack([_described(one.pixels.tobytes()) for one in have])
    return [
        [have[int(place)] for place in most_alike(_described(one.pixels.tobytes()), others, most)]
        for one in wanted
    ]


@st.cache_resource(show_spinner=False, max_entries=KEPT_FEATURES)
def _described(pixels: bytes) -> Array:
    """What a network finds in a picture (28, 28) uint8, (d,) of length 1."""
    picture = np.frombuffer(pixels, np.uint8).reshape(1, SIDE, SIDE)
    found: Array = features(weights(shipped(NETWORK)), picture)[0]
    return found


def words(item: Item) -> str:
    """A piece in a few words: its first colour and what it is."""
    return " ".join([*item.colours[:1], item.label.lower()])
