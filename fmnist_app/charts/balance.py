"""How many pictures of each class the data set holds."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import FURTHER_COLOURS
from fmnist_app.charts.parts import DATA, Spec, finish, top_legend

PARTS = ("train", "test")
BAR = 28


def balance_rows(classes: Sequence[str], train: Sequence[int], test: Sequence[int]) -> pd.DataFrame:
    """Lay out the counts per class as the balance chart expects them.

    The three sequences are in class order. Columns: class, part ("train" or "test"), pictures.
    Raises ValueError when their lengths differ.
    """
    rows = [
        {"class": name, "part": part, "pictures": int(count)}
        for name, *counts in zip(classes, train, test, strict=True)
        for part, count in zip(PARTS, counts, strict=True)
    ]
    return pd.DataFrame(rows, columns=["class", "part", "pictures"])


@lru_cache(maxsize=4)
def balance_spec(classes: int = 10) -> Spec:
    """Build horizontal bars of train and test pictures for `classes` classes, in their order.

    Returns a Vega-Lite dict without data, to be fed with `balance_rows`; do not change it.
    """
    chart = (
        alt.Chart(DATA)
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=alt.X("pictures:Q", axis=alt.Axis(title="Pictures", format=",d", tickCount=4)),
            y=alt.Y("class:N", sort=None, axis=alt.Axis(title=None, labelLimit=160)),
            yOffset=alt.YOffset("part:N", sort=list(PARTS)),
            color=alt.Color(
                "part:N",
                # The networks' colours are kept for the networks.
                scale=alt.Scale(domain=list(PARTS), range=list(FURTHER_COLOURS[:2])),
                legend=top_legend("square"),
            ),
            tooltip=[
                alt.Tooltip("class:N", title="Class"),
                alt.Tooltip("part:N", title="Part"),
                alt.Tooltip("pictures:Q", title="Pictures", format=",d"),
            ],
        )
    )
    description = f"Bar chart of train and test pictures in each of the {classes} classes."
    return finish(chart, description, BAR * classes + 90)
