"""Accuracy and loss over the epochs of a run, growing rightwards while it trains."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from fmnist_app.charts.palette import DASHES, DEFAULT_NETWORKS, WIDTHS, label
from fmnist_app.charts.parts import (
    DATA,
    Domain,
    Metric,
    Spec,
    epoch_axis,
    finish,
    hover,
    network_colour,
    top_legend,
)

HEIGHT = 340
KINDS = {"epoch": "whole epoch", "probe": "quick look"}


def curve_rows(history: pd.DataFrame) -> pd.DataFrame:
    """Lay out a history as the curves chart expects it: one row per point and curve.

    Columns: network ("Basic"), curve ("train" or "validation"), measured ("whole epoch" or
    "quick look"), epoch, accuracy (0 to 1) and loss. Values that are not finite are left out, as a
    run that blows up has them. Serves the accuracy and the loss chart alike.
    """
    accuracy = _both(history, "accuracy", "val_accuracy")
    loss = _both(history, "loss", "val_loss")
    epoch = _both(history, "epoch", "epoch")
    seen = np.flatnonzero(np.isfinite(accuracy) & np.isfinite(loss) & np.isfinite(epoch))
    models, kinds = history["model"].tolist(), history["kind"].tolist()
    count = len(history)
    # Plain lists into one frame, for this runs at every redraw and joining frames costs more.
    return pd.DataFrame(
        {
            "network": [label(models[place % count]) for place in seen],
            "curve": ["train" if place < count else "validation" for place in seen],
            "measured": [KINDS.get(kinds[place % count], kinds[place % count]) for place in seen],
            "epoch": epoch[seen],
            "accuracy": accuracy[seen],
            "loss": loss[seen],
        }
    )


def _both(history: pd.DataFrame, train: str, validation: str) -> np.ndarray:
    """Join a column of the train curves and one of the validation curves, in this order."""
    return np.concatenate([history[name].to_numpy(dtype=float) for name in (train, validation)])


@lru_cache(maxsize=64)
def curves_spec(
    metric: Metric,
    epochs: int,
    domain: Domain,
    networks: tuple[str, ...] = DEFAULT_NETWORKS,
) -> Spec:
    """Build the chart of `metric` over `epochs` epochs with the y axis `domain`.

    Pale lines are the quick looks within an epoch, strong lines with dots whole epochs. Returns a
    Vega-Lite dict without data, to be fed with `curve_rows`; the same arguments return the same
    dict, so callers must not change it.
    """
    base = alt.Chart().encode(
        x=epoch_axis(epochs), y=_value_axis(metric, domain), color=network_colour(networks)
    )
    lines = base.encode(strokeDash=_dash())
    whole, quick = (alt.datum.measured == KINDS[kind] for kind in ("epoch", "probe"))
    chart = alt.layer(
        lines.mark_line(opacity=0.6, strokeWidth=1).transform_filter(quick),
        # A width for each curve by a scale makes Vega-Lite warn on every page.
        *(
            lines.mark_line(strokeWidth=width).transform_filter(whole & (alt.datum.curve == curve))
            for curve, width in WIDTHS.items()
        ),
        base.mark_point(filled=True, opacity=1, size=30).transform_filter(whole),
        _hover_layer(base, metric),
        data=DATA,
    )
    names = " and ".join(label(name) for name in networks)
    description = (
        f"Line chart of the {metric} of {names} over {epochs} epochs: dashed on pictures the "
        "network trains on, solid on validation pictures."
    )
    return finish(chart, description, HEIGHT)


def _value_axis(metric: Metric, domain: Domain) -> alt.Y:
    shown = alt.Axis(title=None, format=".0%" if metric == "accuracy" else "~g", tickCount=5)
    return alt.Y(
        f"{metric}:Q", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=shown
    )


def _dash() -> alt.StrokeDash:
    return alt.StrokeDash(
        "curve:N",
        scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values())),
        legend=top_legend(),
    )


def _hover_layer(base: alt.Chart, metric: Metric) -> alt.Chart:
    """Build the invisible points that show themselves and their values under the pointer."""
    nearest = hover("network", "curve", "measured", "epoch")
    layer: alt.Chart = (
        base.mark_point(filled=True, size=90)
        .encode(
            opacity=alt.when(nearest).then(alt.value(1)).otherwise(alt.value(0)),
            tooltip=[
                alt.Tooltip("network:N", title="Network"),
                alt.Tooltip("curve:N", title="Curve"),
                alt.Tooltip("epoch:Q", title="Epoch", format=".3~g"),
                alt.Tooltip(
                    f"{metric}:Q",
                    title=metric.capitalize(),
                    format=".2%" if metric == "accuracy" else ".4f",
                ),
                alt.Tooltip("measured:N", title="Measured"),
            ],
        )
        .properties(name="points")
        .add_params(nearest)
    )
    return layer
