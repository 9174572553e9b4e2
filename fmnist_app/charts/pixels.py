"""One picture as the numbers it is made of."""

from functools import lru_cache
from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from fmnist_app.charts.parts import DATA, Spec, finish

SIDE = 28
CELL_HEIGHT = 22
# Below this width of the chart in pixels the numbers would only blur the picture.
LEAST_WIDTH = 480
# Cells are square, so that the picture keeps its shape.
SQUARE = "min(width, height)"


def pixel_rows(picture: np.ndarray) -> pd.DataFrame:
    """Lay out a 28x28 picture as the pixel chart expects it: one row per pixel.

    Whole numbers are taken as 0 to 255, others as 0 to 1. Columns: row, column, value, shade (0 to
    1) and text, the number as printed. Raises ValueError for another shape.
    """
    if picture.shape != (SIDE, SIDE):
        raise ValueError(f"Expected a picture of shape (28, 28), found {picture.shape}.")
    whole = np.issubdtype(picture.dtype, np.integer)
    values = picture.astype(float).ravel()
    return pd.DataFrame(
        {
            "row": np.repeat(np.arange(SIDE, dtype=np.int32), SIDE),
            "column": np.tile(np.arange(SIDE, dtype=np.int32), SIDE),
            "value": values,
            "shade": values / 255 if whole else values,
            "text": [f"{value:.0f}" if whole else f"{value:.2f}" for value in values],
        }
    )


@lru_cache(maxsize=1)
def pixels_spec() -> Spec:
    """Build the heat map of a picture, black for 0, with the number printed in every cell.

    The numbers hide where the chart is too narrow to read them. Returns a Vega-Lite dict without
    data, to be fed with `pixel_rows`; do not change it.
    """
    base = alt.Chart().encode(
        x=alt.X("column:O", scale=_fit(SQUARE), axis=_axis("Column", "top")),
        y=alt.Y("row:O", scale=_fit(SQUARE), axis=_axis("Row", "left")),
    )
    cells = base.mark_rect().encode(
        color=alt.Color(
            "shade:Q",
            scale=alt.Scale(domain=[0, 1], range=["#000000", "#ffffff"]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("row:O", title="Row"),
            alt.Tooltip("column:O", title="Column"),
            alt.Tooltip("text:N", title="Value"),
        ],
    )
    # Text colours follow the cell beneath, not the page.
    numbers = base.mark_text(
        fontSize=alt.ExprRef("min(9.5, width / 66)"),
        opacity=alt.ExprRef(f"width < {LEAST_WIDTH} ? 0 : 1"),
    ).encode(
        text="text:N",
        color=alt.when(alt.datum.shade > 0.4)
        .then(alt.value("#000000"))
        .otherwise(alt.value("#e0e0e0")),
    )
    description = (
        "Heat map of one picture, 28 by 28 pixels, with the number of each pixel: black is 0."
    )
    return finish(alt.layer(cells, numbers, data=DATA), description, CELL_HEIGHT * SIDE + 50)


def _fit(length: str) -> alt.Scale:
    return alt.Scale(range=[0, alt.ExprRef(length)], padding=0)


def _axis(title: str, orient: Literal["top", "left"]) -> alt.Axis:
    return alt.Axis(title=title, orient=orient, values=list(range(0, SIDE, 3)), labelAngle=0)
