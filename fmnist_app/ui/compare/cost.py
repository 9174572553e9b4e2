"""What the networks cost: layer by layer, and beside what others have published."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.catalog import NetworkPackage
from fmnist_app.charts import Named
from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation import accuracy_interval
from fmnist_app.evaluation.intervals import CONFIDENCE
from fmnist_app.evaluation.published import people, published
from fmnist_app.models import LayerRow
from fmnist_app.ui.compare.networks import milliseconds

AXIS = "cost_axis"
PUBLISHED = "Published"
AXES: dict[str, Callable[[NetworkPackage], float | None]] = {
    "Parameters": lambda one: one.parameters,
    "Multiply-adds": lambda one: one.multiply_adds,
    "Seconds of training": lambda one: one.card.training.seconds,
    "Milliseconds per picture": milliseconds,
}


def show_cost(chosen: list[NetworkPackage], names: Named) -> None:
    """Draw where each network's cost lives, and accuracy against cost."""
    st.subheader("Where does the cost live?", anchor=False)
    alike: dict[tuple[LayerRow, ...], list[NetworkPackage]] = {}
    for one in chosen:
        alike.setdefault(one.layers, []).append(one)
    columns = st.columns(2, gap="large") * len(alike)
    for column, same in zip(columns, alike.values(), strict=False):
        with column:
            _layers(same[0], " and ".join(one.title for one in same))
    st.subheader("What does it buy?", anchor=False)
    _scatter(chosen, names)
    _sources()


def _layers(one: NetworkPackage, titles: str) -> None:
    rows = charts.layer_rows(one.layers)
    st.markdown(f"**{titles}**: {_heaviest(one)}")
    if not rows.empty:
        spec = charts.layer_spec(rows["layer"].nunique(), titles)
        st.vega_lite_chart(rows, spec, key=f"layers_{one.id}")


def _heaviest(one: NetworkPackage) -> str:
    if not one.parameters:
        return "its layers are not known here."
    row = max(one.layers, key=lambda layer: layer.parameters)
    busy = max(one.layers, key=lambda layer: layer.multiply_adds)
    share, work = row.parameters / one.parameters, busy.multiply_adds / one.multiply_adds
    return (
        f"{percent(share)} of the {count(one.parameters, 'parameter')} sit in “{row.layer}”, "
        f"{percent(work)} of the work is done in “{busy.layer}”."
    )


def _scatter(chosen: list[NetworkPackage], names: Named) -> None:
    axis = st.pills("Against", list(AXES), default="Parameters", key=AXIS, required=True, wrap=True)
    axis = axis or "Parameters"
    points = [point for one in chosen if (point := _point(one, AXES[axis](one)))]
    if axis == "Parameters":
        names = (*names, (PUBLISHED, NEUTRAL))
        points += [
            (PUBLISHED, p.parameters, p.accuracy, None, None, "published", p.rests_on, p.name)
            for p in published()
            if p.parameters
        ]
    if not points:
        st.info("This was not measured for any of the chosen networks.", icon=":material/info:")
        return
    rows = charts.point_rows(points)
    spec = charts.point_spec(names, axis, charts.point_domains(rows), people().accuracy)
    st.vega_lite_chart(rows, spec, key=f"cost_{axis}")
    st.caption(
        "Each step to the right on this axis multiplies the cost. Lines on coloured dots: the "
        f"{percent(CONFIDENCE)} interval on the 10,000 test pictures. Grey dots: published, hollow "
        "where they rest on a single run. Dashed line: people, "
        f"{percent(people().accuracy, 1)}. Times were measured on the machine at hand while other "
        "work may have gone on; published times from other machines would not compare, so none "
        "are shown."
    )


def _point(one: NetworkPackage, x: float | None) -> tuple[object, ...] | None:
    test = one.card.test
    if test is None or not x:
        return None
    interval = accuracy_interval(test.accuracy, test.pictures)
    kind = "yours" if one.origin == "run" else "shipped"
    return (
        one.title,
        x,
        test.accuracy,
        interval.low,
        interval.high,
        kind,
        "1 run",
        f"{one.title}, {one.about}",
    )


def _sources() -> None:
    with st.expander("The published results, and where they stand", icon=":material/menu_book:"):
        st.dataframe(
            pd.DataFrame(
                {
                    "What": [p.name for p in published()],
                    "Accuracy %": [100 * p.accuracy for p in published()],
                    "Parameters": [p.parameters for p in published()],
                    "Rests on": [p.rests_on for p in published()],
                    "Source": [p.source for p in published()],
                    "Where": [p.url for p in published()],
                    "Note": [p.note for p in published()],
                }
            ),
            hide_index=True,
            width="stretch",
            height="content",
            placeholder="",
            column_config={
                "Accuracy %": st.column_config.NumberColumn(format="%.2f"),
                "Parameters": st.column_config.NumberColumn(format="localized"),
                "Where": st.column_config.LinkColumn(display_text="open"),
            },
        )
        st.caption(
            "As their authors report them, mostly single runs and often the best of several; they "
            "were not run again for this page."
        )
