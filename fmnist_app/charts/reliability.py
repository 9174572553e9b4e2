"""How sure a network was, and how often it was right then."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from fmnist_app.charts.named import Named, listed, named_colour
from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.charts.parts import DATA, Spec, finish
from fmnist_app.evaluation import Reliability

HEIGHT = 320
COLUMNS = ["network", "sure", "right", "low", "high", "pictures"]


def reliability_rows(found: Mapping[str, Reliability]) -> pd.DataFrame:
    """Lay out reliabilities by title as the chart expects them: one row per network and bin.

    Columns: network, sure, right, low and high (the 95 % interval of right), all shares; pictures.
    """
    rows = [
        (title, b.sure, b.right, b.interval.low, b.interval.high, b.pictures)
        for title, one in found.items()
        for b in one.bins
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=32)
def reliability_spec(names: Named) -> Spec:
    """Build the reliability plot; on the diagonal, sureness is deserved.

    Returns a Vega-Lite dict without data, to be fed with `reliability_rows`; do not change it.
    """
    base = alt.Chart().encode(
        x=alt.X("sure:Q", **_share("How sure it was")), color=named_colour(names)
    )
    right = alt.Y("right:Q", **_share("How often it was right"))
    tooltip = [
        alt.Tooltip("network:N", title="Network"),
        alt.Tooltip("sure:Q", title="Sure on average", format=".1%"),
        alt.Tooltip("right:Q", title="Right", format=".1%"),
        alt.Tooltip("low:Q", title="95 % interval from", format=".1%"),
        alt.Tooltip("high:Q", title="to", format=".1%"),
        alt.Tooltip("pictures:Q", title="Pictures", format=",d"),
    ]
    ends = {"x": alt.XDatum(0), "x2": alt.datum(1), "y": alt.YDatum(0), "y2": alt.datum(1)}
    layers = [
        alt.Chart()
        .mark_rule(color=NEUTRAL, strokeDash=[4, 3], strokeWidth=1.5, aria=False)
        .encode(**ends),
        base.mark_rule(strokeWidth=1, opacity=0.6, aria=False).encode(
            y=alt.Y("low:Q", **_share("How often it was right")), y2="high:Q"
        ),
        base.mark_line(strokeWidth=1.5, opacity=0.7).encode(y=right),
        base.mark_point(filled=True, opacity=1).encode(
            y=right,
            size=alt.Size(
                "pictures:Q",
                scale=alt.Scale(type="sqrt", domain=[1, 8_000], range=[25, 320]),
                legend=None,
            ),
            tooltip=tooltip,
        ),
    ]
    description = f"Reliability plot of {listed(names)}: how sure against how often right."
    return finish(alt.layer(*layers, data=DATA), description, HEIGHT)


def _share(title: str) -> dict[str, Any]:
    """The scale and axis of a share from 0 to 100 %."""
    return {
        "scale": alt.Scale(domain=[0, 1], nice=False),
        "axis": alt.Axis(title=title, format=".0%", tickCount=5),
    }
