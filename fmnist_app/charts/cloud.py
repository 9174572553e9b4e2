"""Many seeds as a cloud of thin lines with their mean, and single runs before it."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil, floor

import altair as alt
import numpy as np
import pandas as pd

from fmnist_app.charts.domains import ROUNDING
from fmnist_app.charts.named import Named, listed, named_colour
from fmnist_app.charts.parts import DATA, Domain, Metric, Spec, epoch_axis, finish

HEIGHT = 340
STEPS: dict[Metric, float] = {"accuracy": 0.02, "loss": 0.05}
FIGURES = {"accuracy": "val_accuracy", "loss": "val_loss"}


def cloud_rows(
    table: pd.DataFrame, titles: Mapping[str, str], yours: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Lay out a study's table and single histories as the cloud chart expects them.

    `titles` gives the words for each of the study's networks, `yours` a history by title. Columns:
    network, draw (which seed), kind ("seed", "mean" or "yours"), epoch, accuracy and loss, both on
    validation pictures.
    """
    study = table[table["model"].isin(list(titles))]
    means = study.groupby(["model", "epoch"], sort=False, as_index=False).mean(numeric_only=True)
    parts = [
        _part(study, "seed", study["seed"].map("seed {}".format)),
        _part(means, "mean", [f"mean of {study['seed'].nunique()} seeds"] * len(means)),
    ]
    parts = [part.assign(network=part["network"].map(titles)) for part in parts]
    for title, history in yours.items():
        parts.append(_part(history.assign(model=title), "yours", ["one run"] * len(history)))
    rows = pd.concat(parts, ignore_index=True)
    finite = np.isfinite(rows[["epoch", *FIGURES]].to_numpy(dtype=float)).all(axis=1)
    return rows[finite].reset_index(drop=True)


def _part(rows: pd.DataFrame, kind: str, draws: "list[str] | pd.Series") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "network": rows["model"].to_numpy(dtype=object),
            "draw": np.asarray(draws, dtype=object),
            "kind": kind,
            "epoch": rows["epoch"].to_numpy(dtype=float),
            **{name: rows[column].to_numpy(dtype=float) for name, column in FIGURES.items()},
        }
    )


def cloud_domain(rows: pd.DataFrame, metric: Metric) -> Domain:
    """Give the axis for the rows of `cloud_rows`: from the lowest to the highest, to round ends."""
    values, step = rows[metric].to_numpy(dtype=float), STEPS[metric]
    low, high = (
        step * floor(values.min() / step + ROUNDING),
        step * ceil(values.max() / step - ROUNDING),
    )
    return round(low, 6), round(high, 6)


@lru_cache(maxsize=32)
def cloud_spec(metric: Metric, epochs: int, domain: Domain, names: Named) -> Spec:
    """Build the cloud of `metric` on validation pictures over `epochs` epochs.

    Returns a Vega-Lite dict without data, to be fed with `cloud_rows`; do not change it.
    """
    format_ = ".2%" if metric == "accuracy" else ".4f"
    base = alt.Chart().encode(
        x=epoch_axis(epochs),
        y=alt.Y(
            f"{metric}:Q",
            scale=alt.Scale(domain=list(domain), nice=False, zero=False),
            axis=alt.Axis(title=None, format=".0%" if metric == "accuracy" else "~g", tickCount=5),
        ),
        color=named_colour(names),
        detail=["draw:N"],
        tooltip=[
            alt.Tooltip("network:N", title="Network"),
            alt.Tooltip("draw:N", title="Which"),
            alt.Tooltip("epoch:Q", title="Epoch", format="d"),
            alt.Tooltip(f"{metric}:Q", title=metric.capitalize(), format=format_),
        ],
    )
    seed, mean, yours = (alt.datum.kind == kind for kind in ("seed", "mean", "yours"))
    layers = [
        base.mark_line(opacity=0.45, strokeWidth=1).transform_filter(seed),
        base.mark_line(strokeWidth=3, opacity=0.9).transform_filter(mean),
        base.mark_line(strokeWidth=2, strokeDash=[6, 3]).transform_filter(yours),
        base.mark_point(filled=True, opacity=1, size=55).transform_filter(yours),
    ]
    description = (
        f"Line chart of the validation {metric} over {epochs} epochs of {listed(names)}: thin "
        "lines are single seeds, thick ones their mean, dashed ones single runs."
    )
    return finish(alt.layer(*layers, data=DATA), description, HEIGHT)
