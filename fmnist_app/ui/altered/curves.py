"""How well networks name pictures that are altered more and more, measured on a press."""

import numpy as np
import streamlit as st

from fmnist_app import charts
from fmnist_app.catalog import NetworkPackage
from fmnist_app.catalog.strength import (
    PICTURES,
    Bools,
    UInt8Array,
    altered_sample,
    right_at_each_level,
    sample,
)
from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation.intervals import CONFIDENCE
from fmnist_app.evaluation.paired import difference_interval, pair
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training.shown import LEVELS, OPERATIONS
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.widgets.networks import answering, colours
from fmnist_app.ui.widgets.segments import segments

MEASURED = Slot("altered_measured", False)
AT_FIRST = ("standard", "standard-robust")  # the same network, learnt without and with alterations
AT_FIRST_BY = "shift"
MOST = 4  # networks at once


def show_curves() -> None:
    """Let the visitor choose an operation and networks, and measure when asked to."""
    st.fragment(_panel)()


def _panel() -> None:
    found = answering()
    names = st.pills(
        "Networks",
        list(found),
        selection_mode="multi",
        default=[name for name in AT_FIRST if name in found],
        key="altered_networks",
        format_func=lambda name: found[name].title if name in found else name,
        wrap=True,
    )
    operation = segments("Altered by", OPERATIONS, "altered_by", default=AT_FIRST_BY, wrap=True)
    chosen = [found[name] for name in names if name in found][:MOST]
    if not chosen:
        st.caption("Choose a network.")
        return
    if not MEASURED.get():
        st.button("Measure", type="primary", on_click=MEASURED.set, args=(True,))
        st.caption("Takes some seconds for each way of altering, once for all visitors.")
        return
    _show(chosen, operation)


def _show(chosen: list[NetworkPackage], operation: str) -> None:
    right = {one.title: _right(one.id, one.version, operation, one) for one in chosen}
    names = tuple((one.title, colours()[one.id]) for one in chosen)
    rows = charts.strength_rows(
        {title: marks.sum(axis=1).tolist() for title, marks in right.items()}, LEVELS, PICTURES
    )
    label = OPERATIONS[operation]
    st.vega_lite_chart(rows, charts.strength_spec(names, label), key=f"strength_{operation}")
    if len(chosen) > 1:
        st.markdown(in_one_sentence(label, right))
    st.caption(
        f"The same {count(PICTURES, 'test picture')} at each strength, 100 of each class by a "
        f"fixed seed; bands are {percent(CONFIDENCE)} intervals. Each network looks once."
    )


def in_one_sentence(label: str, right: dict[str, Bools]) -> str:
    """What the first two networks bear at full strength, and whether they differ."""
    (one, first), (other, second) = list(right.items())[:2]
    counts = pair(first[-1], second[-1])
    ends = difference_interval(counts)
    said = (
        f"**{label} at full strength:** {one} names {percent(counts.first / counts.total, 1)} "
        f"right, {other} {percent(counts.second / counts.total, 1)}. "
    )
    if 0 in ends:
        return f"{said}No difference shown."
    points = f"{100 * counts.difference:+z.1f} points"
    return f"{said}That is {points} ({100 * ends.low:+z.1f} to {100 * ends.high:+z.1f})."


@st.cache_resource(max_entries=128, show_spinner="Asking the network")
def _right(name: str, version: int | None, operation: str, _one: NetworkPackage) -> Bools:  # noqa: ARG001 - the key
    data = dataset()
    return right_at_each_level(
        Runtime(_one.files.tflite), _levels(operation), np.asarray(data.test_labels[sample(data)])
    )


@st.cache_resource(max_entries=len(OPERATIONS), show_spinner="Altering test pictures")
def _levels(operation: str) -> UInt8Array:
    """The altered test pictures, 5.5 MB for each operation."""
    data = dataset()
    made = altered_sample(data, operation)
    data.let_go()
    return made
