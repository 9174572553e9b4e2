"""How far training runs ahead of validation, epoch by epoch."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import DEFAULT_NETWORKS, NEUTRAL, label
from fmnist_app.charts.parts import (
    DATA,
    Domain,
    Metric,
    Spec,
    epoch_axis,
    finish,
    hover,
    network_colour,
)
from fmnist_app.evaluation import GapReport

HEIGHT = 300

# What the marks mean, for the page to print beside the chart, which has no room for a longer key.
GAP_KEY = "Dotted line: the gap opens. Diamond: best epoch. Grey band: what chance explains."
COLUMNS = ["network", "epoch", "points", "loss", "low", "high", "opens", "best"]


def gap_rows(reports: Mapping[str, GapReport]) -> pd.DataFrame:
    """Lay out gap reports as the gap chart expects them: one row per network and epoch.

    Columns: network ("Basic"), epoch, points (accuracy gap in percentage points), loss (loss gap),
    low and high (what chance explains, in points), opens (whether the gap opens here) and best
    (whether the validation loss is lowest here).
    """
    rows = [
        {
            "network": label(model),
            "epoch": float(gap.epoch),
            "points": gap.points,
            "loss": gap.loss,
            "low": -gap.margin,
            "high": gap.margin,
            "opens": gap.epoch == report.opens_at,
            "best": gap.epoch == report.best_by_loss.epoch,
        }
        for model, report in reports.items()
        for gap in report.epochs
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=64)
def gap_spec(
    metric: Metric,
    epochs: int,
    domain: Domain,
    networks: tuple[str, ...] = DEFAULT_NETWORKS,
) -> Spec:
    """Build the chart of the accuracy gap (in points) or of the loss gap over the epochs.

    A rule marks where a gap opens, a diamond the best epoch by validation loss, and on the accuracy
    chart a band what chance explains; nothing tells how much chance moves a loss. Returns a
    Vega-Lite dict without data, to be fed with `gap_rows`; callers must not change it.
    """
    field = "points" if metric == "accuracy" else "loss"
    value = _value_axis(field, field.capitalize(), domain)
    base = alt.Chart().encode(x=epoch_axis(epochs), y=value, color=network_colour(networks))
    layers = [
        *([_chance_band(epochs, domain)] if metric == "accuracy" else []),
        _zero_line(value),
        _opening_rules(epochs, networks),
        base.mark_line(strokeWidth=2.5),
        base.mark_point(filled=True, opacity=1, size=30),
        base.mark_point(filled=True, opacity=1, size=160, shape="diamond").transform_filter(
            alt.datum.best
        ),
        _hover_layer(base, field),
    ]
    return finish(alt.layer(*layers, data=DATA), _description(metric, epochs, networks), HEIGHT)


def _value_axis(shown: str, title: str, domain: Domain) -> alt.Y:
    return alt.Y(
        f"{shown}:Q",
        scale=alt.Scale(domain=list(domain), nice=False, zero=False),
        axis=alt.Axis(title=title, tickCount=5, grid=True),
    )


def _zero_line(value: alt.Y) -> alt.Chart:
    # A layer without the shared axis would take the grid away from all of them.
    zero = alt.YDatum(0, type="quantitative", scale=value["scale"], axis=value["axis"])
    line: alt.Chart = (
        alt.Chart().mark_rule(color=NEUTRAL, strokeWidth=1.5, aria=False).encode(y=zero)
    )
    return line


def _chance_band(epochs: int, domain: Domain) -> alt.Chart:
    """Build the band of two standard errors around zero, the widest of the networks'."""
    band: alt.Chart = (
        alt.Chart()
        .mark_area(color=NEUTRAL, opacity=0.2, aria=False)
        .encode(
            x=epoch_axis(epochs),
            y=_value_axis("min(low)", "Points", domain),
            y2="max(high):Q",
        )
    )
    return band


def _opening_rules(epochs: int, networks: tuple[str, ...]) -> alt.Chart:
    rules: alt.Chart = (
        alt.Chart()
        .mark_rule(strokeDash=[2, 3], strokeWidth=1.5, aria=False)
        .encode(x=epoch_axis(epochs), color=network_colour(networks))
        .transform_filter(alt.datum.opens)
    )
    return rules


def _hover_layer(base: alt.Chart, field: str) -> alt.Chart:
    nearest = hover("network", "epoch")
    unit = "Gap in points" if field == "points" else "Gap in loss"
    tooltips = [
        alt.Tooltip("network:N", title="Network"),
        alt.Tooltip("epoch:Q", title="Epoch", format="d"),
        alt.Tooltip(f"{field}:Q", title=unit, format="+.2f" if field == "points" else "+.4f"),
        alt.Tooltip("best:N", title="Best epoch"),
        alt.Tooltip("opens:N", title="Gap opens"),
    ]
    if field == "points":
        tooltips.insert(3, alt.Tooltip("high:Q", title="Chance explains", format=".2f"))
    layer: alt.Chart = (
        base.mark_point(filled=True, size=90)
        .encode(
            opacity=alt.when(nearest).then(alt.value(1)).otherwise(alt.value(0)),
            tooltip=tooltips,
        )
        .properties(name="points")
        .add_params(nearest)
    )
    return layer


def _description(metric: Metric, epochs: int, networks: tuple[str, ...]) -> str:
    names = " and ".join(label(name) for name in networks)
    if metric == "accuracy":
        return (
            f"Line chart of train minus validation accuracy of {names} over {epochs} epochs, in "
            "percentage points, with a grey band of what chance explains around zero."
        )
    return f"Line chart of validation minus train loss of {names} over {epochs} epochs."
