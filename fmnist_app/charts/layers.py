"""Where the parameters of a network sit, layer by layer."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import colours, label
from fmnist_app.charts.parts import DATA, Spec, finish

BAR = 30


def layer_rows(layers: Sequence[tuple[str, int]]) -> pd.DataFrame:
    """Lay out (layer name, parameters) pairs, first layer first, as the layer chart expects them.

    Columns: layer, parameters, and row, the text beside the bar with name and number.
    """
    rows = [
        {"layer": name, "parameters": int(count), "row": f"{name}: {count:,}"}
        for name, count in layers
    ]
    return pd.DataFrame(rows, columns=["layer", "parameters", "row"])


@lru_cache(maxsize=64)
def layers_spec(network: str, layers: int) -> Spec:
    """Build horizontal bars of parameters for the `layers` layers of `network`, in its colour.

    Returns a Vega-Lite dict without data, to be fed with `layer_rows`; do not change it.
    """
    chart = (
        alt.Chart(DATA)
        .mark_bar(color=colours([network])[network], cornerRadiusEnd=2)
        .encode(
            x=alt.X("parameters:Q", axis=alt.Axis(title="Parameters", format=",d", tickCount=4)),
            # The number stands in the axis label, which the page's theme colours.
            y=alt.Y("row:N", sort=None, axis=alt.Axis(title=None, labelLimit=220)),
            tooltip=[
                alt.Tooltip("layer:N", title="Layer"),
                alt.Tooltip("parameters:Q", title="Parameters", format=",d"),
            ],
        )
    )
    description = f"Bar chart of the parameters in each of the {layers} layers of {label(network)}."
    return finish(chart, description, BAR * layers + 60)
