"""How sure a network stays while pixels go or come, in the order of an explanation and others."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from fmnist_app.charts.parts import DATA, Spec, finish, top_legend

HEIGHT = 300
# Three orders: the explanation's in blue, whole and thick.
COLOURS, WIDTHS = ("#0072B2", "#D55E00", "#7F7F7F"), (3, 2, 2)
DASHES = ([1, 0], [6, 3], [2, 3])


def faithfulness_rows(curves: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """A row for each order and step: order, pixels (share 0 to 1) and sure (0 to 1)."""
    parts = [
        pd.DataFrame({"order": name, "pixels": np.linspace(0, 1, len(said)), "sure": said})
        for name, said in curves.items()
    ]
    return pd.concat(parts, ignore_index=True)


@lru_cache(maxsize=64)
def faithfulness_spec(orders: tuple[str, ...], across: str, label: str) -> Spec:
    """Build the chart of how sure the network is of `label`, for three orders.

    Returns a Vega-Lite dict without data, to be fed with `faithfulness_rows`; do not change it.
    """
    share = alt.Scale(domain=[0, 1], nice=False)
    chart = (
        alt.Chart(DATA)
        .mark_line()
        .encode(
            x=alt.X(
                "pixels:Q", scale=share, axis=alt.Axis(title=across, format=".0%", tickCount=4)
            ),
            y=alt.Y("sure:Q", scale=share, axis=alt.Axis(title=None, format=".0%", tickCount=4)),
            color=alt.Color(
                "order:N",
                scale=alt.Scale(domain=list(orders), range=list(COLOURS)),
                legend=top_legend(),
            ),
            strokeDash=alt.StrokeDash(
                "order:N", scale=alt.Scale(domain=list(orders), range=list(DASHES)), legend=None
            ),
            strokeWidth=alt.StrokeWidth(
                "order:N", scale=alt.Scale(domain=list(orders), range=list(WIDTHS)), legend=None
            ),
            tooltip=[
                alt.Tooltip("order:N", title="Order"),
                alt.Tooltip("pixels:Q", title="Pixels", format=".0%"),
                alt.Tooltip("sure:Q", title=label, format=".0%"),
            ],
        )
    )
    description = f"Line chart: how sure it is of {label} by the share of {across.lower()}."
    return finish(chart, description, HEIGHT)
