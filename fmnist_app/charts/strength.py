"""How the accuracy falls as pictures are altered more and more."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.named import Named, listed, named_colour
from fmnist_app.charts.parts import DATA, Spec, finish, line_with_band
from fmnist_app.evaluation import wilson

HEIGHT = 320
COLUMNS = ["network", "strength", "right", "low", "high"]


def strength_rows(
    correct: Mapping[str, list[int]], levels: tuple[float, ...], pictures: int
) -> pd.DataFrame:
    """A row for each network and level: network, strength, right, low and high, all shares.

    `correct` are the right answers of `pictures` at each level by title; low and high are the ends
    of the Wilson 95 % interval.
    """
    rows = [
        (title, level, right / pictures, ends.low, ends.high)
        for title, counts in correct.items()
        for level, right in zip(levels, counts, strict=True)
        for ends in (wilson(right, pictures),)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=32)
def strength_spec(names: Named, operation: str) -> Spec:
    """Build the chart of accuracy over the strength of one operation, with its intervals.

    Returns a Vega-Lite dict without data, to be fed with `strength_rows`; do not change it.
    """
    share = alt.Scale(domain=[0, 1], nice=False)
    across = alt.X(
        "strength:Q",
        scale=share,
        axis=alt.Axis(title=f"{operation}, from off to strong", format=".0%", tickCount=4),
    )
    base = alt.Chart().encode(x=across, color=named_colour(names))
    axis = alt.Axis(title="Named right", format=".0%", tickCount=5)
    tooltip = [
        alt.Tooltip("network:N", title="Network"),
        alt.Tooltip("strength:Q", title="Strength", format=".0%"),
        alt.Tooltip("right:Q", title="Right", format=".1%"),
        alt.Tooltip("low:Q", title="95 % interval from", format=".1%"),
        alt.Tooltip("high:Q", title="to", format=".1%"),
    ]
    right = alt.Y("right:Q", scale=share, axis=axis)
    layers = line_with_band(base, right, 0.2, tooltip)
    description = f"Line chart: accuracy by the strength of {operation.lower()}, {listed(names)}."
    return finish(alt.layer(*layers, data=DATA), description, HEIGHT)
