"""Which class was taken for which, as a square of cells that can be clicked."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.charts.parts import DATA, Spec, finish

HEIGHT = 520
# A cell of a difference is as strong as it can be from so many pictures on.
STRONGEST = 60
LABEL, SAID, CELL = "labelled", "taken for", "cell"


def confusion_rows(matrix: np.ndarray, classes: Sequence[str]) -> pd.DataFrame:
    """Lay out a confusion matrix (n, n), row the label, as its chart expects it: a row per cell.

    Columns: labelled, taken for, pictures, words (printed in the cell), strength (0 to 1) and sign.
    """
    whole = np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    # The root lets a handful of mistakes show beside hundreds of right answers.
    return _rows(matrix, np.sqrt(matrix / whole), classes, "")


def change_rows(first: np.ndarray, second: np.ndarray, classes: Sequence[str]) -> pd.DataFrame:
    """Lay out second minus first of two confusion matrices, with the columns of `confusion_rows`.

    `sign` is "better" where the second has more right or fewer wrong answers, else "worse".
    """
    change = second - first
    return _rows(change, np.minimum(np.abs(change) / STRONGEST, 1.0) ** 0.5, classes, "+")


def _rows(
    counts: np.ndarray, strength: np.ndarray, classes: Sequence[str], plus: str
) -> pd.DataFrame:
    n = len(classes)
    flat = counts.ravel()
    better = np.where(np.eye(n, dtype=bool).ravel(), flat >= 0, flat <= 0)
    return pd.DataFrame(
        {
            LABEL: [name for name in classes for _ in range(n)],
            SAID: list(classes) * n,
            "pictures": flat.astype(np.int32),
            "words": [f"{value:{plus}d}" if value else "" for value in flat.tolist()],
            "strength": strength.ravel(),
            "sign": np.where(better, "better", "worse"),
        }
    )


@lru_cache(maxsize=32)
def confusion_spec(classes: tuple[str, ...], colours: tuple[str, str], title: str) -> Spec:
    """Build the clickable square; `colours` are those of "better" and "worse" cells.

    A click selects "cell" by its label and prediction. `title` says whose matrix it is, for screen
    readers. Returns a Vega-Lite dict without data, to be fed with `confusion_rows` or
    `change_rows`; do not change it.
    """
    order = list(classes)
    base = alt.Chart().encode(
        x=alt.X(
            f"{SAID}:N",
            sort=order,
            axis=alt.Axis(
                title="Taken for", orient="top", labelAngle=-90, labelOverlap=False, ticks=False
            ),
        ),
        y=alt.Y(
            f"{LABEL}:N",
            sort=order,
            axis=alt.Axis(title="Labelled", labelOverlap=False, ticks=False),
        ),
    )
    cells = base.mark_rect(tooltip=None, aria=False).encode(
        color=alt.Color(
            "sign:N",
            scale=alt.Scale(domain=["better", "worse"], range=list(colours)),
            legend=None,
        ),
        # Over the page's own ground, light or dark.
        fillOpacity=alt.FillOpacity(
            "strength:Q", scale=alt.Scale(domain=[0, 1], range=[0.03, 1]), legend=None
        ),
    )
    size = alt.ExprRef("min(13, width / 28)")
    numbers = base.mark_text(fontSize=size, tooltip=None, aria=False).encode(
        text="words:N",
        color=alt.when(alt.datum.strength > 0.55)
        .then(alt.value("#ffffff"))
        .otherwise(alt.value(NEUTRAL)),
    )
    description = f"Confusion matrix, {title}: rows are the labels, columns the answers."
    layers = alt.layer(cells, numbers, _glass(base), data=DATA)
    return finish(layers, description, HEIGHT)


def _glass(base: alt.Chart) -> alt.Chart:
    """Build the clear panes above all, which take the clicks that a number would swallow."""
    cell = alt.selection_point(name=CELL, fields=[LABEL, SAID], on="click", empty=False)
    glass: alt.Chart = (
        base.mark_rect(cursor="pointer", fill="transparent", stroke=NEUTRAL)
        .encode(
            strokeWidth=alt.when(cell).then(alt.value(3)).otherwise(alt.value(0.3)),
            tooltip=[
                alt.Tooltip(f"{LABEL}:N", title="Labelled"),
                alt.Tooltip(f"{SAID}:N", title="Taken for"),
                alt.Tooltip("pictures:Q", title="Pictures", format=",d"),
            ],
        )
        .properties(name="cells")
        .add_params(cell)
    )
    return glass
