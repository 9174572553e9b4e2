"""The way through: a picture's way through a network, which the browser can calculate with."""

import streamlit as st

from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference.inside.evidence import wanted
from fmnist_app.inference.inside.way import MOST_MAPS, way
from fmnist_app.ui.inside.component import component
from fmnist_app.ui.inside.look import Look
from fmnist_app.ui.widgets.networks import colours


def show_way(look: Look) -> None:
    """Draw every layer's maps for this picture, and how each value comes about."""
    name = CLASS_NAMES[look.label]
    st.caption(
        f"Each layer's maps for this picture, to scale; of many the {MOST_MAPS} that matter most "
        f"to “{name}”, in that order. The bar below a map: blue speaks for {name}, orange against. "
        "Choose a map, then point at a value to see what it is made of."
    )
    component("way", "inside")(
        key="inside_way",
        data={
            "key": look.key,
            "stages": way(look.network, look.picture, wanted(look.label)),
            "classes": list(CLASS_NAMES),
            "probabilities": [float(share) for share in look.probabilities],
            "wanted": name,
            "colour": colours()[look.package.id],
        },
        width="stretch",
        height="content",
    )
