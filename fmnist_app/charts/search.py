"""A search for settings: its trials as they come, and their curves."""

from collections.abc import Sequence
from functools import lru_cache
from math import floor
from typing import Any

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import FURTHER_COLOURS, NEUTRAL
from fmnist_app.charts.parts import DATA, Domain, Spec, finish, top_legend

HEIGHT = 380
PICKED = "picked"  # the selection by which a trial is pointed at
TRIALS = ["trial", "value", "best", "epochs", "ended", "seconds", "parameters", "words"]
CURVES = ["trial", "epoch", "value", "who"]
ENDED = ("all epochs", "dropped early", "under way", "failed")
SHAPES = ("circle", "circle", "diamond", "cross")
WHO = ("best so far", "default", "others")
SPAN = 0.1  # of the axis, at least
LOWEST = 0.5  # a trial that does worse than that did not learn, and need not be told from others


def trial_rows(trials: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Lay trials out as their charts expect them, in the columns of `TRIALS`.

    `value` is the validation accuracy where a trial stands, as a fraction; `best` the best so far,
    up to this trial; `ended` one of `ENDED`; `words` its settings.
    """
    return pd.DataFrame(trials, columns=TRIALS)


def curve_rows(curves: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Lay out a point for each trial and epoch, in the columns of `CURVES`; `who` is of `WHO`."""
    return pd.DataFrame(curves, columns=CURVES)


def value_domain(values: Sequence[float]) -> Domain:
    """Where the axis of accuracies begins and ends; what did not learn lies below."""
    learnt = [value for value in values if value >= LOWEST] or [0.8, 0.9]
    low = floor(min(learnt) * 20) / 20
    # Half of the trials say where the interesting ones are.
    middle = sorted(learnt)[len(learnt) // 2]
    high = floor(max(learnt) * 50 + 1) / 50
    return min(max(low, floor((middle - 0.06) * 20) / 20), high - SPAN), high


def accuracy(domain: Domain) -> dict[str, Any]:
    """Scale and axis of the accuracy, for every layer of a chart."""
    return {
        "scale": alt.Scale(domain=list(domain), nice=False, zero=False, clamp=True),
        "axis": alt.Axis(title="Validation accuracy", format=".0%", tickCount=5),
    }


def trial_tooltip() -> list[alt.Tooltip]:
    """What is said of the trial that is pointed at."""
    return [
        alt.Tooltip("trial:Q", title="Trial"),
        alt.Tooltip("value:Q", title="Validation accuracy", format=".2%"),
        alt.Tooltip("epochs:Q", title="Epochs"),
        alt.Tooltip("ended:N", title="Ended"),
        alt.Tooltip("words:N", title="Settings"),
    ]


def by_end(colour: str) -> dict[str, Any]:
    """How a trial looks by how it ended: by shape and size as well as by colour."""
    looks = [colour, NEUTRAL, FURTHER_COLOURS[0], NEUTRAL]
    legend = top_legend("circle")
    return {
        "color": alt.Color(
            "ended:N",
            scale=alt.Scale(domain=list(ENDED), range=looks),
            legend=legend,
        ),
        "shape": alt.Shape(
            "ended:N", scale=alt.Scale(domain=list(ENDED), range=list(SHAPES)), legend=legend
        ),
        "size": alt.Size("epochs:Q", scale=alt.Scale(domain=[0, 30], range=[35, 170]), legend=None),
    }


def pick() -> alt.Parameter:
    """Build the selection of a trial by a press on it."""
    return alt.selection_point(name=PICKED, fields=["trial"], on="click", nearest=False)


@lru_cache(maxsize=32)
def history_spec(trials: int, domain: Domain, colour: str, default: float | None) -> Spec:
    """Build the chart of trials in their order, the best so far, and the `default` as a line.

    `trials` is how many there will be. Returns a Vega-Lite dict without data, to be fed with
    `trial_rows`; do not change it.
    """
    across = alt.X(
        "trial:Q",
        scale=alt.Scale(domain=[-0.5, max(trials, 2) - 0.5], nice=False),
        axis=alt.Axis(title="Trial", format="d", tickMinStep=1, tickCount=8, grid=False),
    )
    up = accuracy(domain)
    base = alt.Chart().encode(x=across)
    layers: list[alt.Chart] = [
        base.mark_line(interpolate="step-after", strokeWidth=2.5, color=colour).encode(
            y=alt.Y("best:Q", **up)
        ),
        base.mark_point(filled=True, opacity=0.9)
        .encode(y=alt.Y("value:Q", **up), tooltip=trial_tooltip(), **by_end(colour))
        .add_params(pick()),
    ]
    if default is not None:
        layers += _level(default, up)
    description = "Validation accuracy of each trial of the search, and of the best so far."
    return finish(alt.layer(*layers, data=DATA), description, HEIGHT)


def _level(default: float, up: dict[str, Any]) -> list[alt.Chart]:
    once = alt.Chart().transform_aggregate(n="count()")  # else a mark for each trial
    level = alt.YDatum(default, type="quantitative", **up)
    return [
        once.mark_rule(color=NEUTRAL, strokeDash=[4, 3], aria=False).encode(y=level),
        once.mark_text(text="default", color=NEUTRAL, align="left", dy=-8).encode(
            y=level, x=alt.value(4)
        ),
    ]


@lru_cache(maxsize=32)
def curves_spec(epochs: int, domain: Domain, colour: str) -> Spec:
    """Build the chart of all trials' curves over the epochs, those dropped early short and pale.

    Returns a Vega-Lite dict without data, to be fed with `curve_rows`; do not change it.
    """
    ticks = [at for at in (1, 2, 3, 5, 9, 15, 27, 50) if at <= epochs]
    line = alt.Chart().encode(
        x=alt.X(
            "epoch:Q",
            scale=alt.Scale(type="log", domain=[1, max(epochs, 2)], nice=False),
            axis=alt.Axis(title="Epoch", values=ticks, format="d", grid=False),
        ),
        y=alt.Y("value:Q", **accuracy(domain)),
        detail="trial:N",
        color=alt.Color(
            "who:N",
            scale=alt.Scale(domain=list(WHO), range=[colour, FURTHER_COLOURS[0], NEUTRAL]),
            legend=top_legend(),
        ),
        tooltip=[
            alt.Tooltip("trial:Q", title="Trial"),
            alt.Tooltip("epoch:Q", title="Epoch"),
            alt.Tooltip("value:Q", title="Validation accuracy", format=".2%"),
        ],
    )
    others = alt.datum.who == WHO[-1]
    layers = [
        line.mark_line(strokeWidth=1.2, opacity=0.6, point={"size": 14, "filled": True})
        .transform_filter(others)
        .add_params(pick()),
        line.mark_line(strokeWidth=3, point={"size": 30, "filled": True}).transform_filter(~others),
    ]
    description = "Validation accuracy of every trial after each of its epochs."
    return finish(alt.layer(*layers, data=DATA), description, HEIGHT)
