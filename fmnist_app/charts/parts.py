"""Pieces that several charts share: the epoch axis, the network colours, and the finished dict."""

from typing import Any, Literal

import altair as alt

from fmnist_app.charts.palette import colours, label
from fmnist_app.core.formatting import NO_BREAK

Metric = Literal["accuracy", "loss"]
METRICS: tuple[Metric, ...] = ("accuracy", "loss")

Domain = tuple[float, float]
Spec = dict[str, Any]
Layers = list[alt.Chart]

# Charts write numbers as `core.formatting` does.
NUMBERS = alt.NumberLocale(
    decimal=".", thousands=",", grouping=[3], currency=["", ""], percent=f"{NO_BREAK}%"
)
# Streamlit feeds a chart's data under this name, again and again, without rebuilding the chart.
DATA = alt.NamedData("source")


def finish(
    chart: alt.Chart | alt.LayerChart | alt.FacetChart,
    description: str,
    height: int | Literal["container"],
) -> Spec:
    """Turn a chart into the dict the page keeps, `height` pixels high and as wide as the page.

    With the height "container" it fills what it stands in, which then has to have one.
    `description` is what a screen reader says. The dict holds no data and is valid Vega-Lite.
    """
    # Altair's own default look would override the page's light or dark theme.
    with alt.theme.enable("none"):
        spec: Spec = (
            chart.properties(description=description, width="container", height=height)
            .configure(locale=alt.Locale(number=NUMBERS))
            .to_dict()
        )
    return spec


def epoch_ticks(epochs: int) -> list[float]:
    """At most eleven whole epochs, from the start on."""
    step = next((step for step in (1, 2, 5, 10, 20, 50) if epochs / step <= 10), 100)
    return [float(epoch) for epoch in range(0, epochs + 1, step)]


def epoch_axis(epochs: int) -> alt.X:
    """Build the x axis: all of the run from the start, so that curves grow rightwards."""
    return alt.X(
        "epoch:Q",
        scale=alt.Scale(domain=[0, epochs], nice=False),
        axis=alt.Axis(title="Epoch", values=epoch_ticks(epochs), format="d", grid=False),
    )


def row_axis(label_limit: int) -> alt.Axis:
    """Build the y axis of rows with a name each, whose labels take at most so many pixels."""
    return alt.Axis(
        title=None,
        labelLimit=label_limit,
        labelFlush=False,  # which would push the first aside
        ticks=False,
        domain=False,
        grid=True,
    )


def network_colour(networks: tuple[str, ...]) -> alt.Color:
    """Build the colour channel and its legend for these networks."""
    palette = colours(networks)
    return alt.Color(
        "network:N",
        scale=alt.Scale(domain=[label(name) for name in palette], range=list(palette.values())),
        legend=top_legend(),
    )


def top_legend(symbol: str = "stroke") -> alt.Legend:
    """Build a legend in one short row above the chart, which fits a phone 390 pixels wide."""
    return alt.Legend(
        title=None,
        orient="top",
        direction="horizontal",
        columns=2,
        columnPadding=6,
        padding=0,
        labelOffset=2,
        symbolType=symbol,
        symbolSize=196,
        symbolStrokeWidth=3,
        # Otherwise the palest layer would fade the legend too.
        symbolOpacity=1,
    )


def line_with_band(base: alt.Chart, y: alt.Y, opacity: float, tooltip: list[alt.Tooltip]) -> Layers:
    """Build a line of shares with its points over the band from the fields "low" to "high"."""
    low = alt.Y("low:Q", scale=y["scale"], axis=y["axis"])
    return [
        base.mark_area(opacity=opacity, aria=False).encode(y=low, y2="high:Q"),
        base.mark_line(strokeWidth=2.5).encode(y=y),
        base.mark_point(filled=True, opacity=1, size=50).encode(y=y, tooltip=tooltip),
    ]


def hover(*fields: str) -> alt.Parameter:
    """Build the selection of the point nearest to the pointer."""
    return alt.selection_point(
        name="hover",
        fields=list(fields),
        nearest=True,
        on="pointermove",
        clear="pointerout",
        empty=False,
    )
