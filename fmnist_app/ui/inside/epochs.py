"""Through the epochs: how the first layer's kernels of a run came to be, live while it trains."""

import streamlit as st

from fmnist_app.core.numbers import as_text
from fmnist_app.lab.records import Snapshot
from fmnist_app.models.layers import Conv
from fmnist_app.training.points import MOST_FILTERS, Kernels
from fmnist_app.ui.inside.component import component
from fmnist_app.ui.inside.look import Look
from fmnist_app.ui.shell.resources import lab

TICK = 2.0  # seconds between two looks while it trains
ONLY_RUNS = (
    "Only networks that are trained in this app keep their kernels of every epoch. Train one, and "
    "choose it above."
)
NO_KERNELS = (
    "This run kept no kernels: it is from an earlier version, came back from a file, or its first "
    "layer is no convolution."
)


def show_epochs(look: Look) -> None:
    """Draw the kernels and this picture's maps at each epoch, with a slider that plays them."""
    if look.package.origin != "run":
        st.info(ONLY_RUNS, icon=":material/show_chart:")
        return
    run = look.package.files.folder.name
    now = lab().look(run)
    over = now is None or now.over
    st.fragment(_panel, run_every=None if over else TICK)(look, run)


def _panel(look: Look, run: str) -> None:
    now = lab().look(run)
    told = _told(now, look.package.card.name)
    first = look.network.layers[0]
    if not told or not isinstance(first, Conv):
        st.info(NO_KERNELS, icon=":material/info:")
        return
    st.caption(
        "Above, the kernels of the first layer, blue above 0 and orange below, on one scale; below "
        "each, its map of this picture. "
        f"A run keeps them for every epoch, of at most {MOST_FILTERS} filters: some 2 kB an epoch."
    )
    component("epochs", "epochs")(
        key="inside_epochs",
        data={
            "key": f"{look.package.id} {look.key}",
            "picture": as_text(look.picture),
            "side": first.kernel,
            "same": first.same,
            "rectified": first.activation == "relu",
            "epochs": [round(one.epoch) for one in told],
            "kernels": [one.kernel for one in told],
            "biases": [one.bias for one in told],
        },
        width="stretch",
        height="content",
    )


def _told(now: Snapshot | None, model: str) -> list[Kernels]:
    return [one for one in now.kernels if one.model == model] if now else []
