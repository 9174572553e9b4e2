"""The first thing to see of the chosen networks: how each learnt."""

import streamlit as st

from fmnist_app import charts
from fmnist_app.catalog import NetworkPackage
from fmnist_app.charts import Named


def show_course(chosen: list[NetworkPackage], names: Named) -> None:
    """Draw what each network got right of new pictures, epoch after epoch."""
    histories = {one.title: one.card.history_table() for one in chosen if one.card.history}
    levels = {
        one.title: one.card.test.accuracy
        for one in chosen
        if one.card.test and not one.card.history
    }
    rows = charts.compared_rows(histories, levels)
    if rows.empty:
        return
    shown = set(rows["network"])
    named = tuple((title, colour) for title, colour in names if title in shown)
    epochs = max(1, int(rows["epoch"].max()))
    ends = float(rows["accuracy"].min()), float(rows["accuracy"].max())
    st.markdown("**Right answers on new pictures (validation), epoch after epoch**")
    with st.container(key="compare_course"):
        st.vega_lite_chart(rows, charts.compared_spec(epochs, ends, named), key="compared_course")
    if levels:
        st.caption(f"Level, for its course was not kept: {', '.join(levels)}.")
