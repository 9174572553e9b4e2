"""Many runs of one lesson side by side: what each gets right of new pictures, epoch by epoch."""

from collections.abc import Iterable
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import colours, label
from fmnist_app.charts.parts import DATA, Domain, Spec, epoch_axis, finish, hover
from fmnist_app.evaluation import GapReport

COLUMNS = ["network", "run", "yours", "epoch", "accuracy"]
HEIGHT = 420


def lesson_rows(runs: Iterable[tuple[str, bool, dict[str, GapReport]]]) -> pd.DataFrame:
    """Lay out runs, each with the word for it, whether it is the visitor's own, and its gaps."""
    rows = [
        (label(name), words, yours, one.epoch, one.val_accuracy)
        for words, yours, gaps in runs
        for name, gap in gaps.items()
        for one in gap.epochs
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=32)
def lesson_spec(epochs: int, domain: Domain, networks: tuple[str, ...]) -> Spec:
    """Build the chart: a line for each run and network, one's own in full colour.

    Returns a Vega-Lite dict without data, to be fed with `lesson_rows`.
    """
    palette = colours(networks)
    nearest = hover("run", "network", "epoch")
    base = alt.Chart(DATA).encode(
        x=epoch_axis(epochs),
        y=alt.Y(
            "accuracy:Q",
            scale=alt.Scale(domain=list(domain), nice=False, zero=False),
            axis=alt.Axis(title=None, format=".0%", tickCount=5, labelFontSize=17),
        ),
        color=alt.Color(
            "network:N",
            scale=alt.Scale(domain=[label(name) for name in palette], range=list(palette.values())),
            legend=alt.Legend(
                title=None, orient="top", labelFontSize=18, symbolType="stroke", symbolOpacity=1
            ),
        ),
        detail="run:N",
    )
    tooltip = [
        alt.Tooltip("run:N", title="Run"),
        alt.Tooltip("network:N", title="Network"),
        alt.Tooltip("epoch:Q", title="Epoch"),
        alt.Tooltip("accuracy:Q", title="New pictures", format=".1%"),
    ]
    own = alt.datum.yours
    layers = alt.layer(
        base.mark_line(strokeWidth=1.75, opacity=0.65).transform_filter(~own),
        base.mark_line(strokeWidth=4).transform_filter(own),
        base.mark_point(filled=True, size=90)
        .encode(
            opacity=alt.when(nearest).then(alt.value(1)).otherwise(alt.value(0)), tooltip=tooltip
        )
        .add_params(nearest),
    )
    names = " and ".join(label(name) for name in networks)
    return finish(
        layers,
        f"Line chart of the accuracy of {names} on new pictures over {epochs} epochs, a line for "
        "each run of the lesson; the visitor's own is wide.",
        HEIGHT,
    )
