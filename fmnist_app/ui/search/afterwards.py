"""What can be read from a search: its winner on fresh seeds, settings, costs, and each trial."""

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.core.formatting import percent
from fmnist_app.experiments.search.comparison import Comparison, compare
from fmnist_app.experiments.search.record import SearchSnapshot
from fmnist_app.experiments.search.space import Dimension
from fmnist_app.models import network
from fmnist_app.training import FIELDS
from fmnist_app.ui.search.look import around, colour_of, domain_of
from fmnist_app.ui.search.picked import take_picked
from fmnist_app.ui.search.rows import (
    ACCURACY,
    cost_table,
    judged,
    label,
    pairs_table,
    places_table,
    shown,
    slice_table,
)
from fmnist_app.ui.search.story import gained, optimistic
from fmnist_app.ui.search.trial import show_trial
from fmnist_app.ui.widgets.segments import segments

MARGIN = 0.002  # of the axis around the test accuracies
FEWEST = 5  # trials that say something of a setting


def afterwards(now: SearchSnapshot, key: str) -> None:
    """Draw what the trials say so far; the check of the winner first."""
    found = compare(now.tested)
    if found is not None:
        _fair(now, found, key)
    show_trial(now)
    if len(judged(now)) < FEWEST:
        return
    names = ["Each setting", "What counts", "All at once", "What it costs"]
    parts = st.tabs(names, key="search_part", bind="query-params")
    for part, draw in zip(parts, (_slices, _importances, _parallel, _costs), strict=True):
        if part.open:  # the others are drawn once they are opened
            with part:
                draw(now, key)


def _fair(now: SearchSnapshot, found: Comparison, key: str) -> None:
    """Winner and default on the same fresh seeds."""
    st.subheader("A fair winner", anchor=False)
    left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        both = [*found.winner.values, *found.default.values]
        domain = (min(both) - MARGIN, max(both) + MARGIN)
        spec = charts.pairs_spec(domain, (NEUTRAL, colour_of(now)))
        st.vega_lite_chart(pairs_table(found), spec, key=f"search_pairs_{key}")
    with right:
        if not now.over:
            st.markdown(gained(now))
        st.markdown(optimistic(now))
        epochs = now.task.default.epochs
        st.caption(
            f"Default: {network(now.task.network).title} as on the Train page, {epochs} epochs. "
            f"Winner: {now.task.epochs} epochs. Both train on "
            f"{now.task.default.pictures:,} pictures, on the same seeds; lines join what one seed "
            "gave. The interval is Student's t for pairs, 95 %."
        )


def _slices(now: SearchSnapshot, key: str) -> None:
    space = {one.name: one for one in now.task.space}
    words = {name: FIELDS[name].about.label for name in space}
    name = st.selectbox(
        "Setting", list(space), format_func=words.__getitem__, key=f"search_slice_{key}"
    )
    one = space[name or next(iter(space))]
    rows = slice_table(now, one)
    spec = charts.slice_spec(
        words[one.name], one.scale, _span(one, rows), domain_of(now), colour_of(now)
    )
    take_picked(rows, spec, f"search_slice_chart_{key}_{one.name}")
    left_out = len(judged(now)) - len(rows)
    st.caption(
        "Every dot is a trial, whatever its other settings."
        + (" The default has 0 there, which this axis cannot show." if left_out else "")
    )


def _span(one: Dimension, rows: pd.DataFrame) -> tuple[str, ...] | tuple[float, float]:
    """All options of a choice; else the ends of the axis, with room for the default beyond."""
    if not one.ordered:
        return tuple(str(shown(one, value)) for value in one.options)
    held = [*rows["setting"], one.low, one.high]
    return around(min(held), max(held), logarithmic=one.scale == "log")


def _importances(now: SearchSnapshot, key: str) -> None:
    if not now.importances:
        st.caption("Known once the search is over, from 20 trials on.")
        return
    ranked = sorted(now.importances.items(), key=lambda one: -one[1])
    rows = [
        {"setting": FIELDS[name].noun.capitalize(), "share": share, "words": percent(share)}
        for name, share in ranked
    ]
    spec = charts.importance_spec(len(rows), colour_of(now))
    st.vega_lite_chart(rows, spec, key=f"search_importances_{key}")
    st.caption(
        "How much of the differences after the first rung goes with each setting alone, as shares "
        "(PED-ANOVA: how much the values of the better trials differ from those of all). With few "
        "trials it is a rough guess."
    )


def _parallel(now: SearchSnapshot, key: str) -> None:
    axes = (*(label(one) for one in now.task.space), ACCURACY)
    spec = charts.parallel_spec(axes, domain_of(now), colour_of(now))
    take_picked(places_table(now), spec, f"search_parallel_{key}")
    st.caption(
        "A line for each trial, the better the stronger. Each setting goes from its lowest value "
        "below to its highest above; choices stand in the order of their menu."
    )


COSTS = {"seconds": "Seconds of training", "parameters": "Parameters"}


def _costs(now: SearchSnapshot, key: str) -> None:
    several = len({trial.rungs[-1].parameters for trial in judged(now)}) > 1
    measure = segments("Cost", COSTS, f"search_cost_{key}") if several else "seconds"
    rows = cost_table(now, measure)
    span = around(rows[measure].min(), rows[measure].max(), logarithmic=True)
    spec = charts.cost_spec(measure, COSTS[measure], span, domain_of(now), colour_of(now))
    take_picked(rows, spec, f"search_cost_chart_{key}_{measure}")
    st.caption("The line joins the trials that nothing cheaper beats (the Pareto front).")
