"""Where the cost of a network lives, and what accuracy it buys beside others."""

from collections.abc import Sequence
from functools import lru_cache
from math import floor, log10
from typing import Any

import altair as alt
import pandas as pd

from fmnist_app.charts.named import Named, listed
from fmnist_app.charts.palette import FURTHER_COLOURS, NEUTRAL
from fmnist_app.charts.parts import DATA, Domain, Spec, finish, top_legend
from fmnist_app.core.formatting import count, percent
from fmnist_app.models import LayerRow

HEIGHT, BAR = 380, 40
MEASURES = ("parameters", "multiply-adds")
LOWEST, HIGHEST = 0.82, 0.98
POINTS = ["network", "x", "accuracy", "low", "high", "kind", "rests on", "source"]


def layer_rows(layers: Sequence[LayerRow]) -> pd.DataFrame:
    """Lay out what each layer costs as its chart expects it; layers without any cost are left out.

    Columns: layer ("1. Conv 32"), measure, amount and share (0 to 1) of the whole, and words.
    """
    costs = {
        "parameters": [row.parameters for row in layers],
        "multiply-adds": [row.multiply_adds for row in layers],
    }
    rows = []
    for measure, amounts in costs.items():
        whole = max(sum(amounts), 1)
        for place, (row, amount) in enumerate(zip(layers, amounts, strict=True), start=1):
            if row.parameters:
                words = f"{count(amount)} · {_percent(amount / whole)}"
                rows.append((f"{place}. {row.layer}", measure, amount, amount / whole, words))
    return pd.DataFrame(rows, columns=["layer", "measure", "amount", "share", "words"])


def _percent(share: float) -> str:
    return percent(share) if share >= 0.01 else f"< {percent(0.01)}"


@lru_cache(maxsize=16)
def layer_spec(layers: int, title: str) -> Spec:
    """Build bars of parameters and multiply-adds for `layers` layers of the network `title`.

    Returns a Vega-Lite dict without data, to be fed with `layer_rows`; do not change it.
    """
    base = alt.Chart().encode(
        # Room on the right for the words beside a full bar.
        x=alt.X("share:Q", scale=alt.Scale(domain=[0, 1.55], nice=False), axis=None),
        y=alt.Y(
            "layer:N",
            sort=None,
            axis=alt.Axis(title=None, labelLimit=130, minExtent=100, ticks=False, domain=False),
        ),
        yOffset=alt.YOffset("measure:N", sort=list(MEASURES)),
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color(
            "measure:N",
            scale=alt.Scale(domain=list(MEASURES), range=list(FURTHER_COLOURS[:2])),
            legend=top_legend("square"),
        ),
        tooltip=[
            alt.Tooltip("layer:N", title="Layer"),
            alt.Tooltip("measure:N", title="What"),
            alt.Tooltip("amount:Q", title="How many", format=",d"),
            alt.Tooltip("share:Q", title="Of the whole", format=".1%"),
        ],
    )
    words = base.mark_text(align="left", dx=4, fontSize=11, color=NEUTRAL).encode(text="words:N")
    description = f"Bars of parameters and multiply-adds in each layer of {title}."
    return finish(alt.layer(bars, words, data=DATA), description, BAR * layers + 40)


def point_rows(points: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Lay out points (network, x, accuracy, low, high, kind, rests on, source) for their chart.

    `accuracy`, `low` and `high` are shares, the last two an interval or None; `kind` is
    "published", "shipped" or "yours".
    """
    return pd.DataFrame(points, columns=POINTS)


def point_domains(rows: pd.DataFrame) -> tuple[Domain, Domain]:
    """Give both axes for `point_rows`: the cost to round ends, and the accuracy.

    The accuracy axis holds what is published, and reaches lower if a point lies lower.
    """
    lowest, cheapest, dearest = rows["accuracy"].min(), rows["x"].min(), rows["x"].max()
    accuracy = min(LOWEST, floor(20 * (lowest - 0.01)) / 20), HIGHEST
    return (_round(cheapest / 1.3, down=True), _round(dearest * 1.3, down=False)), accuracy


def _round(value: float, *, down: bool) -> float:
    """The next of 1, 2, 5, 10, 20 and so on below or above."""
    power = 10.0 ** floor(log10(value))
    steps = [step * power for step in (1, 2, 5, 10)]
    if down:
        return max(step for step in steps if step <= value)
    return min(step for step in steps if step >= value)


@lru_cache(maxsize=16)
def point_spec(names: Named, x_title: str, domains: tuple[Domain, Domain], people: float) -> Spec:
    """Build the scatter of accuracy against a cost on a log axis, `people` as a line across.

    `domains` are those of `point_domains`; `names` also holds the published ones, whose dots are
    hollow where they rest on a single run. Returns a Vega-Lite dict without data, to be fed with
    `point_rows`; do not change it.
    """
    titles, colours = zip(*names, strict=True)
    accuracy: dict[str, Any] = {
        "scale": alt.Scale(domain=list(domains[1]), nice=False, zero=False),
        "axis": alt.Axis(title="Test accuracy", format=".0%", tickCount=6),
    }
    base = alt.Chart().encode(
        x=alt.X(
            "x:Q",
            scale=alt.Scale(type="log", domain=list(domains[0]), nice=False),
            axis=alt.Axis(title=x_title, format="~s", tickCount=5, grid=False),
        ),
        y=alt.Y("accuracy:Q", **accuracy),
        color=alt.Color(
            "network:N",
            scale=alt.Scale(domain=list(titles), range=list(colours)),
            legend=top_legend("circle"),
        ),
        tooltip=[
            alt.Tooltip("source:N", title="What"),
            alt.Tooltip("x:Q", title=x_title, format=",.4~g"),
            alt.Tooltip("accuracy:Q", title="Test accuracy", format=".2%"),
            alt.Tooltip("rests on:N", title="Rests on"),
        ],
    )
    single = (alt.datum["rests on"] == "1 run") & (alt.datum.kind == "published")
    layers = [
        base.mark_rule(strokeWidth=1.5, aria=False).encode(
            y=alt.Y("low:Q", **accuracy), y2="high:Q"
        ),
        base.mark_point(filled=True, opacity=1, size=90).transform_filter(~single),
        base.mark_point(filled=False, opacity=1, size=70).transform_filter(single),
    ]
    level = alt.YDatum(people, type="quantitative", **accuracy)
    layers += [
        alt.Chart().mark_rule(color=NEUTRAL, strokeDash=[4, 3], aria=False).encode(y=level),
        alt.Chart()
        .mark_text(text="people", color=NEUTRAL, align="left", dy=-8)
        .encode(y=level, x=alt.value(4)),
    ]
    description = f"Test accuracy against {x_title.lower()} of {listed(names)} and of others."
    return finish(alt.layer(*layers, data=DATA), description, HEIGHT)
