"""How many made defects are found, by their size."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import CLASS_COLOURS
from fmnist_app.charts.parts import DATA, Spec, finish, line_with_band, top_legend

HEIGHT = 320
COLUMNS = ["kind", "size", "found", "low", "high"]


def defect_rows(found: Sequence[tuple[str, int, float, float, float]]) -> pd.DataFrame:
    """A row for each kind and size: kind, size in pixels, found, low and high, all shares."""
    return pd.DataFrame(found, columns=COLUMNS)


@lru_cache(maxsize=4)
def defect_spec(kinds: tuple[str, ...], largest: int) -> Spec:
    """Build the chart of the share found over the size of the defect, a line for each kind.

    Sizes reach from 0 to `largest` pixels. Returns a Vega-Lite dict without data, to be fed with
    `defect_rows`; do not change it.
    """
    share = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(title="Found", format=".0%", tickCount=5)
    base = alt.Chart().encode(
        x=alt.X(
            "size:Q",
            scale=alt.Scale(domain=[0, largest], nice=False),
            axis=alt.Axis(title="Size of the defect in pixels, of the picture's 28", tickCount=6),
        ),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=list(kinds), range=list(CLASS_COLOURS[: len(kinds)])),
            legend=top_legend(),
        ),
    )
    found = alt.Y("found:Q", scale=share, axis=axis)
    tooltip = [
        alt.Tooltip("kind:N", title="Defect"),
        alt.Tooltip("size:Q", title="Pixels"),
        alt.Tooltip("found:Q", title="Found", format=".0%"),
        alt.Tooltip("low:Q", title="95 % interval from", format=".0%"),
        alt.Tooltip("high:Q", title="to", format=".0%"),
    ]
    layers = line_with_band(base, found, 0.15, tooltip)
    description = f"Line chart: how many defects are found by their size, {', '.join(kinds)}."
    return finish(alt.layer(*layers, data=DATA), description, HEIGHT)
