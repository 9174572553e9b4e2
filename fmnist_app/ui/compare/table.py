"""The table: what is known of each network, to be sorted and taken along."""

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from fmnist_app.catalog import NetworkPackage
from fmnist_app.core.formatting import percents
from fmnist_app.evaluation import accuracy_interval
from fmnist_app.ui.compare.networks import milliseconds, scores
from fmnist_app.ui.shell.resources import dataset
from fmnist_app.ui.widgets.meanings import show_meanings

HELP = {
    "Test accuracy %": "How many of 100 test pictures it names right.",
    "95 % interval": "Another 10,000 pictures of the same kind would give an accuracy within this "
    "range 95 times of 100 (Wilson's interval).",
    "Test loss": "How surprised it is by the right answers, on average; wrong and sure costs most. "
    "Lower is better.",
    "Parameters": "Numbers that training has set.",
    "Multiply-adds": "Multiplications with an addition that one picture takes.",
    "s per epoch": "Seconds for one pass through its training pictures, on the machine where it "
    "was trained.",
    "ms per picture": "Milliseconds for one picture on this server, the median of a hundred single "
    "ones.",
    "Best epoch": "After how many epochs its validation loss was lowest.",
    "What": "Where the network comes from.",
}
FORMATS = {
    "Test accuracy %": "%.2f",
    "Test loss": "%.4f",
    "Parameters": "localized",
    "Multiply-adds": "localized",
    "s per epoch": "%.1f",
    "ms per picture": "%.2f",
}


def show_table(chosen: list[NetworkPackage]) -> None:
    """Draw the table of these networks, and say why some cannot be compared."""
    rows = pd.DataFrame([_row(one) for one in chosen])
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config={
            "Network": st.column_config.TextColumn(width=200, pinned=True),
            **{name: _column(name) for name in HELP},
        },
        alt="What is known of each chosen network",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download",
            rows.to_csv(index=False),
            "networks.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="download_networks",
        )
        st.caption("Press a heading to sort.", width="content")
    show_meanings("What the columns mean", HELP)
    for one in chosen:
        if one.lacking:
            st.caption(f":material/info: {one.lacking}")


def _row(one: NetworkPackage) -> dict[str, object]:
    tested = len(dataset().test_labels)
    test, marked = one.card.test, None if one.lacking else scores(one)
    accuracy = marked.accuracy if marked else test.accuracy if test else None
    loss = test.loss if test and test.loss is not None else marked.loss if marked else None
    interval = "" if accuracy is None else _interval(accuracy, tested)
    return {
        "Network": one.title,
        "Test accuracy %": None if accuracy is None else 100 * accuracy,
        "95 % interval": interval,
        "Test loss": loss,
        "Parameters": one.parameters,
        "Multiply-adds": one.multiply_adds,
        "s per epoch": one.card.seconds_per_epoch,
        "ms per picture": milliseconds(one),
        "Best epoch": one.card.best_epoch,
        "What": one.about,
    }


def _interval(accuracy: float, tested: int) -> str:
    interval = accuracy_interval(accuracy, tested)
    return percents(interval.low, interval.high, 2)


def _column(name: str) -> ColumnConfig:
    if name in FORMATS or name == "Best epoch":
        return st.column_config.NumberColumn(help=HELP[name], format=FORMATS.get(name))
    return st.column_config.TextColumn(help=HELP[name])
