"""What a search says of each setting, of what accuracy costs, and of its winner on fresh seeds."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.charts.parts import DATA, Domain, Spec, finish
from fmnist_app.charts.search import HEIGHT, accuracy, by_end, pick, trial_tooltip

LOW_HEIGHT = 320
AXES = ["trial", "axis", "place", "value", "words"]


def axis_rows(places: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Lay out a point for each trial and setting, in the columns of `AXES`.

    `place` is where its value lies between the ends of the setting, 0 to 1.
    """
    return pd.DataFrame(places, columns=AXES)


@lru_cache(maxsize=32)
def importance_spec(settings: int, colour: str) -> Spec:
    """Build bars of what each of so many settings counts for; fed with setting, share and words."""
    base = alt.Chart().encode(
        x=alt.X("share:Q", scale=alt.Scale(domain=[0, 1.2], nice=False), axis=None),
        y=alt.Y(
            "setting:N",
            sort=None,
            axis=alt.Axis(title=None, labelLimit=170, minExtent=130, ticks=False, domain=False),
        ),
    )
    bars = base.mark_bar(color=colour, cornerRadiusEnd=2)
    words = base.mark_text(align="left", dx=4, color=NEUTRAL).encode(text="words:N")
    description = "Bars: how much of the trials' differences goes with each setting."
    return finish(alt.layer(bars, words, data=DATA), description, 30 * settings + 20)


@lru_cache(maxsize=64)
def slice_spec(
    title: str, scale: str, span: tuple[str, ...] | Domain, domain: Domain, colour: str
) -> Spec:
    """Build the chart of accuracy by one setting, fed with `trial_rows` and a column "setting".

    `scale` is "linear", "log" or "choice", and `span` the values of a choice as words, or the ends
    of the axis.
    """
    if scale == "choice":
        across = alt.X(
            "setting:N",
            sort=[str(value) for value in span],
            axis=alt.Axis(title=title, labelAngle=0),
        )
    else:
        across = alt.X(
            "setting:Q",
            scale=alt.Scale(
                type="log" if scale == "log" else "linear", domain=list(span), nice=False
            ),
            axis=alt.Axis(title=title, format="~g", tickCount=5, grid=False),
        )
    points = (
        alt.Chart(DATA)
        .mark_point(filled=True, opacity=0.85)
        .encode(
            x=across,
            y=alt.Y("value:Q", **accuracy(domain)),
            tooltip=trial_tooltip(),
            **by_end(colour),
        )
        .add_params(pick())
    )
    return finish(points, f"Validation accuracy of each trial by its {title.lower()}.", LOW_HEIGHT)


@lru_cache(maxsize=32)
def parallel_spec(axes: tuple[str, ...], domain: Domain, colour: str) -> Spec:
    """Build parallel coordinates: a line for each trial through its value of every setting.

    `axes` are the settings' names in order, the accuracy last. Returns a Vega-Lite dict without
    data, to be fed with `axis_rows`; do not change it.
    """
    base = alt.Chart().encode(
        x=alt.X(
            "axis:N", sort=list(axes), axis=alt.Axis(title=None, labelAngle=-35, labelLimit=200)
        ),
        y=alt.Y("place:Q", scale=alt.Scale(domain=[-0.03, 1.03], nice=False), axis=None),
        detail="trial:N",
        tooltip=[
            alt.Tooltip("trial:Q", title="Trial"),
            alt.Tooltip("axis:N", title="Setting"),
            alt.Tooltip("words:N", title="Value"),
            alt.Tooltip("value:Q", title="Validation accuracy", format=".2%"),
        ],
    )
    shade = alt.Scale(domain=list(domain), range=[0.15, 0.95], clamp=True)
    lines = (
        base.mark_line(color=colour, strokeWidth=1.6)
        .encode(opacity=alt.Opacity("value:Q", scale=shade, legend=None))
        .add_params(pick())
    )
    dots = base.mark_point(filled=True, size=28, color=colour).encode(
        opacity=alt.Opacity("value:Q", scale=shade, legend=None)
    )
    description = "A line for each trial through its value of every setting, the better the darker."
    return finish(alt.layer(lines, dots, data=DATA), description, HEIGHT)


@lru_cache(maxsize=32)
def cost_spec(measure: str, title: str, span: Domain, domain: Domain, colour: str) -> Spec:
    """Build the chart of accuracy against a cost, and the front that nothing cheaper beats.

    `measure` is the column, "seconds" or "parameters", and `span` its axis. Fed with `trial_rows`
    and a column "front": the accuracy of those on the front, and nothing for the others.
    """
    x = alt.X(
        f"{measure}:Q",
        scale=alt.Scale(type="log", domain=list(span), nice=False),
        axis=alt.Axis(title=title, format="~s", tickCount=5, grid=False),
    )
    up = accuracy(domain)
    base = alt.Chart().encode(x=x)
    points = (
        base.mark_point(filled=True, opacity=0.85)
        .encode(y=alt.Y("value:Q", **up), tooltip=trial_tooltip(), **by_end(colour))
        .add_params(pick())
    )
    front = (
        base.mark_line(interpolate="step-after", color=colour, strokeWidth=2)
        .transform_filter("isValid(datum.front)")
        .encode(y=alt.Y("front:Q", **up))
    )
    description = f"Validation accuracy of each trial against {title.lower()}, and the best for it."
    return finish(alt.layer(front, points, data=DATA), description, LOW_HEIGHT)


@lru_cache(maxsize=32)
def pairs_spec(domain: Domain, colours: tuple[str, str]) -> Spec:
    """Build a line for each fresh seed from the default's test accuracy to the winner's.

    Fed with the columns who ("default" or "winner"), seed and accuracy.
    """
    base = alt.Chart().encode(
        x=alt.X(
            "who:N",
            sort=["default", "winner"],
            scale=alt.Scale(padding=0.6),
            axis=alt.Axis(title=None, labelAngle=0, labelFontSize=13),
        ),
        y=alt.Y(
            "accuracy:Q",
            scale=alt.Scale(domain=list(domain), nice=False, zero=False),
            axis=alt.Axis(title="Test accuracy", format=".1%", tickCount=5),
        ),
        tooltip=[
            alt.Tooltip("who:N", title="Settings"),
            alt.Tooltip("seed:Q", title="Seed"),
            alt.Tooltip("accuracy:Q", title="Test accuracy", format=".2%"),
        ],
    )
    lines = base.mark_line(color=NEUTRAL, strokeWidth=1.5).encode(detail="seed:N")
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(
        color=alt.Color(
            "who:N",
            scale=alt.Scale(domain=["default", "winner"], range=list(colours)),
            legend=None,
        )
    )
    description = "Test accuracy of default and winner on each fresh seed, joined by a line."
    return finish(alt.layer(lines, dots, data=DATA), description, LOW_HEIGHT)
