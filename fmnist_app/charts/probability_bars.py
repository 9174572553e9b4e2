"""A network's answer: its likeliest classes as bars."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.parts import DATA, Spec, finish
from fmnist_app.core.formatting import cautious_percent

BAR = 26
TOP = 4
DIMMED = 0.3
COLUMNS = ["class", "probability", "row", "strength"]


def answer_rows(
    classes: Sequence[str], probabilities: Iterable[float], dimmed: bool = False, top: int = TOP
) -> pd.DataFrame:
    """Lay out the `top` likeliest classes, likeliest first, as the answer chart expects them.

    Columns: class, probability, row (the words beside the bar) and strength, the bar's opacity.
    Raises ValueError when the lengths differ.
    """
    pairs = sorted(zip(classes, map(float, probabilities), strict=True), key=lambda pair: -pair[1])
    strength = DIMMED if dimmed else 1.0
    rows = [
        (name, share, f"{name}  {cautious_percent(share)}", strength) for name, share in pairs[:top]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=32)
def answer_spec(colour: str, top: int = TOP) -> Spec:
    """Build horizontal bars of the `top` likeliest classes in `colour`, from 0 to 100 %.

    Returns a Vega-Lite dict without data, to be fed with `answer_rows`; do not change it.
    """
    chart = (
        alt.Chart(DATA)
        .mark_bar(color=colour, cornerRadiusEnd=2, minBandSize=6)
        .encode(
            x=alt.X("probability:Q", scale=alt.Scale(domain=[0, 1]), axis=None),
            # The number stands in the axis label, which the page's theme colours.
            y=alt.Y(
                "row:N",
                sort=None,
                axis=alt.Axis(
                    title=None,
                    labelLimit=150,
                    minExtent=130,
                    domain=False,
                    ticks=False,
                    labelFontSize=13,
                ),
            ),
            opacity=alt.Opacity("strength:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("class:N", title="Class"),
                alt.Tooltip("probability:Q", title="Probability", format=".1%"),
            ],
        )
    )
    description = f"Bar chart of the {top} likeliest classes and their probabilities."
    return finish(chart, description, BAR * top + 8)
