"""What each remedy changed, one below the other, with the interval that says what is chance."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.charts.parts import DATA, Spec, finish, row_axis

STEP = 26  # pixels for each
HEAD = 40
COLUMNS = ["remedy", "change", "low", "high", "shown"]
Changed = Literal["gap", "accuracy"]
TITLES: dict[Changed, str] = {
    "gap": "Change of the gap",
    "accuracy": "Change of the test accuracy",
}


def remedy_rows(
    changes: Sequence[tuple[str, float, tuple[float, float] | None]],
) -> pd.DataFrame:
    """Lay out changes in points (title, mean, interval or None).

    Columns: remedy, change, low and high, and whether a difference is shown: 0 lies without.
    """
    rows = [
        (title, mean, *(ends or (None, None)), bool(ends and not ends[0] <= 0 <= ends[1]))
        for title, mean, ends in changes
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=16)
def remedy_spec(changed: Changed, titles: tuple[str, ...], network: str, colour: str) -> Spec:
    """Build the chart of what the remedies changed of one network, in the order of `titles`.

    Returns a Vega-Lite dict without data, to be fed with `remedy_rows`; do not change it.
    """
    axis = alt.Axis(title=None, format="+~f", tickCount=5)
    base = alt.Chart().encode(
        x=alt.X("change:Q", axis=axis),
        y=alt.Y(
            "remedy:N",
            scale=alt.Scale(domain=list(titles)),
            axis=row_axis(150),
        ),
        tooltip=[
            alt.Tooltip("remedy:N", title="Remedy"),
            alt.Tooltip("change:Q", title="Points", format="+.2f"),
            alt.Tooltip("low:Q", title="95 % interval from", format="+.2f"),
            alt.Tooltip("high:Q", title="to", format="+.2f"),
        ],
    )
    drawn = alt.condition("datum.shown", alt.value(colour), alt.value(NEUTRAL))
    layers = [
        alt.Chart().mark_rule(color=NEUTRAL, aria=False).encode(x=alt.XDatum(0)),
        base.mark_rule(strokeWidth=3, opacity=0.6, aria=False).encode(
            x=alt.X("low:Q", axis=axis), x2="high:Q", color=drawn
        ),
        base.mark_point(filled=True, size=90, opacity=1).encode(color=drawn),
    ]
    description = (
        f"{TITLES[changed]} in points, of {network} with each of {len(titles)} remedies; a grey "
        "mark shows no difference."
    )
    return finish(alt.layer(*layers, data=DATA), description, STEP * len(titles) + HEAD)
