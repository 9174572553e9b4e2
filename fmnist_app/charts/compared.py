"""Networks beside each other: what each gets right of new pictures, epoch after epoch."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import ceil, floor

import altair as alt
import numpy as np
import pandas as pd

from fmnist_app.charts.domains import ROUNDING
from fmnist_app.charts.named import Named, listed
from fmnist_app.charts.parts import DATA, Domain, Spec, epoch_axis, finish, top_legend

HEIGHT = 320
STEP = 0.05
NARROW = 520  # pixels: a phone
# Networks of one colour differ by their dashes.
DASHES = ((1, 0), (8, 4), (2, 3), (10, 3, 2, 3))


def compared_rows(
    histories: Mapping[str, pd.DataFrame], levels: Mapping[str, float]
) -> pd.DataFrame:
    """A row for each network's epoch: network, epoch, accuracy on new pictures (0 to 1).

    `histories` are by title; a network without one is level at its accuracy in `levels`. Values
    that are not finite are left out.
    """
    parts = [
        pd.DataFrame({"network": title, "epoch": rows["epoch"], "accuracy": rows["val_accuracy"]})
        for title, rows in histories.items()
    ]
    longest = max((float(part["epoch"].max()) for part in parts), default=1.0)
    parts += [
        pd.DataFrame({"network": title, "epoch": [0.0, longest], "accuracy": level})
        for title, level in levels.items()
    ]
    if not parts:
        return pd.DataFrame(columns=["network", "epoch", "accuracy"])
    rows = pd.concat(parts, ignore_index=True)
    return rows[np.isfinite(rows["accuracy"].to_numpy(dtype=float))].reset_index(drop=True)


@lru_cache(maxsize=32)
def compared_spec(epochs: int, ends: Domain, names: Named) -> Spec:
    """Build the chart over `epochs` epochs; `ends` are the lowest and the highest accuracy in it.

    Returns a Vega-Lite dict without data, to be fed with `compared_rows`; do not change it.
    """
    least = round(STEP * floor(ends[0] / STEP + ROUNDING), 2)
    most = round(STEP * ceil(ends[1] / STEP - ROUNDING), 2)
    titles, colours = zip(*names, strict=True)
    legend = top_legend()
    legend["labelLimit"], legend["columns"] = 320, {"expr": f"width < {NARROW} ? 1 : 3"}
    base = alt.Chart().encode(
        x=epoch_axis(epochs),
        y=alt.Y(
            "accuracy:Q",
            scale=alt.Scale(domain=[least, most], nice=False, zero=False),
            axis=alt.Axis(title=None, format=".0%", tickCount=5),
        ),
        color=alt.Color("network:N", scale=alt.Scale(domain=titles, range=colours), legend=legend),
        tooltip=[
            alt.Tooltip("network:N", title="Network"),
            alt.Tooltip("epoch:Q", title="Epoch", format="d"),
            alt.Tooltip("accuracy:Q", title="Right, of new pictures", format=".1%"),
        ],
    )
    dash = alt.StrokeDash(
        "network:N", scale=alt.Scale(domain=titles, range=_dashes(names)), legend=legend
    )
    chart = alt.layer(
        base.mark_line(strokeWidth=3).encode(strokeDash=dash),
        base.mark_point(filled=True, opacity=1, size=45),
        data=DATA,
    )
    description = (
        f"Line chart of the accuracy on new pictures over {epochs} epochs of {listed(names)}."
    )
    return finish(chart, description, HEIGHT)


def _dashes(names: Named) -> list[list[int]]:
    met: Counter[str] = Counter()
    dashes = []
    for _, colour in names:
        dashes.append(list(DASHES[met[colour] % len(DASHES)]))
        met[colour] += 1
    return dashes
