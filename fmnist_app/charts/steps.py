"""Steps from one network to a better one: where each stands, and how sure that is."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.charts.parts import DATA, Domain, Spec, finish, row_axis
from fmnist_app.models.colours import NETWORK_COLOURS

STEP = 46  # pixels for each
COLUMNS = ["step", "kind", "accuracy", "low", "high", "words"]


def step_rows(
    steps: Sequence[tuple[str, Sequence[float], float, tuple[float, float] | None, str]],
) -> pd.DataFrame:
    """Lay out steps (title, accuracies of its seeds, mean, interval or None, words beside it).

    Columns: step ("1. Basic"), kind ("seed" or "mean"), accuracy, low and high, and words; all
    figures are shares.
    """
    rows: list[tuple[object, ...]] = []
    for place, (title, seeds, mean, interval, words) in enumerate(steps, start=1):
        step = f"{place}. {title}"
        rows += [(step, "seed", one, None, None, "") for one in seeds]
        low, high = interval or (None, None)
        rows.append((step, "mean", mean, low, high, words))
    return pd.DataFrame(rows, columns=COLUMNS)


def step_domain(rows: pd.DataFrame) -> Domain:
    """The accuracy axis, to whole percent, with room on the right for the words."""
    values = rows[["accuracy", "low", "high"]].stack()
    low, high = int(100 * values.min()) / 100, values.max()
    return low, round(high + 0.3 * (high - low), 4)


@lru_cache(maxsize=8)
def step_spec(steps: tuple[str, ...], domain: Domain) -> Spec:
    """Build the chart of `steps`, as the column names them, one below the other over accuracy.

    Returns a Vega-Lite dict without data, to be fed with `step_rows`; do not change it.
    """
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    axis = alt.Axis(title="Test accuracy", format=".0%", tickMinStep=0.01, tickCount=6)
    base = alt.Chart().encode(
        x=alt.X("accuracy:Q", scale=scale, axis=axis),
        y=alt.Y(
            "step:N",
            scale=alt.Scale(domain=list(steps)),
            axis=row_axis(130),
        ),
        tooltip=[
            alt.Tooltip("step:N", title="Step"),
            alt.Tooltip("kind:N", title="What"),
            alt.Tooltip("accuracy:Q", title="Test accuracy", format=".2%"),
        ],
    )
    mean = base.transform_filter(alt.datum.kind == "mean")
    colour = NETWORK_COLOURS["resnet-54k"]
    layers = [
        mean.mark_rule(strokeWidth=3, opacity=0.6, color=colour, aria=False).encode(
            x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
        ),
        base.transform_filter(alt.datum.kind == "seed").mark_point(
            filled=True, size=28, opacity=0.9, color=NEUTRAL
        ),
        mean.mark_point(filled=True, size=120, opacity=1, color=colour),
        mean.mark_text(align="center", dy=-13, fontSize=12, color=NEUTRAL).encode(text="words:N"),
    ]
    description = (
        f"Test accuracy after each of {len(steps)} steps: small dots are seeds, large means."
    )
    return finish(alt.layer(*layers, data=DATA), description, STEP * len(steps) + 50)
