"""A network drawn to scale: a box for each layer, as high as its maps and as wide as they are many.

Values in one row lie flat; where they are more than the widest stack of maps, the box is cut off.
Layers that leave the shape as it is are thin slices.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import NEUTRAL
from fmnist_app.charts.parts import DATA, Spec, finish
from fmnist_app.core.formatting import count
from fmnist_app.models import LayerRow
from fmnist_app.models.colours import NETWORK_COLOURS
from fmnist_app.models.layers import PICTURE, Shape

HEIGHT = 180  # pixels
GAP, SLICE = 0.28, 0.14  # of the widest box, so that numbers below thirty boxes stay apart
FLAT = 0.8  # height of values in one row, in pixels of a picture: just to be seen
CUT = "…"
ROOM = 4.5  # above and below the boxes for words, in pixels of a picture
MOST_NUMBERS = 14  # more of them touch on a phone
SOLID, PALE, BROKEN = "learns", "learns nothing", "cannot work"
COLUMNS = [
    "number",
    "layer",
    "output",
    "parameters",
    "kind",
    "left",
    "right",
    "middle",
    "half",
    "size",
    "cut",
]


def plan_rows(layers: Sequence[LayerRow], fault: str | None = None) -> pd.DataFrame:
    """Lay out a network as its drawing expects it, the picture that comes in before all layers.

    `left` and `right` are in widths of the widest box, `half` is half a height in pixels of a
    picture, and `size` is the side of the maps where it is another than before. With a `fault`, the
    words of a layer that cannot work stand behind those that can.
    """
    return pd.DataFrame(list(_boxes(layers, fault)), columns=COLUMNS)


def _boxes(layers: Sequence[LayerRow], fault: str | None) -> Iterator[tuple[object, ...]]:
    shapes = [PICTURE, *(row.output for row in layers)]
    widest = max(shape[-1] for shape in shapes if len(shape) == len(PICTURE))
    left = 0.0
    yield (
        "",
        "The picture",
        _spoken(PICTURE),
        0,
        PALE,
        left,
        SLICE,
        SLICE / 2,
        PICTURE[0] / 2,
        _size(PICTURE),
        "",
    )
    left += SLICE + GAP
    for place, (row, before) in enumerate(zip(layers, shapes, strict=False)):
        width = SLICE if row.output == before else max(SLICE, min(row.output[-1] / widest, 1.0))
        kind = SOLID if row.parameters else PALE
        cut = CUT if row.output != before and row.output[-1] > widest else ""
        half = (row.output[0] if len(row.output) == len(PICTURE) else FLAT) / 2
        size = _size(row.output) if _size(row.output) != _size(before) else ""
        yield (
            _number(place, len(layers)),
            row.layer,
            _spoken(row.output),
            row.parameters,
            kind,
            left,
            left + width,
            left + width / 2,
            half,
            size,
            cut,
        )
        left += width + GAP
    if fault is not None:
        yield (
            str(len(layers) + 1),
            fault,
            "none",
            0,
            BROKEN,
            left,
            left + 2 * SLICE,
            left + SLICE,
            PICTURE[0] / 4,
            "",
            "",
        )


def _number(place: int, layers: int) -> str:
    """The number below a box; of many, the odd ones only."""
    return "" if layers > MOST_NUMBERS and place % 2 else str(place + 1)


def _spoken(shape: Shape) -> str:
    return " x ".join(map(str, shape)) if len(shape) > 1 else count(shape[0], "value")


def _size(shape: Shape) -> str:
    return str(shape[0]) if len(shape) == len(PICTURE) else ""


@lru_cache(maxsize=4)
def plan_spec(network: str, description: str) -> Spec:
    """Build the drawing of a network in the colour of `network`, as `description` tells it.

    Returns a Vega-Lite dict without data, to be fed with `plan_rows`; do not change it.
    """
    colour = NETWORK_COLOURS[network]
    edge = PICTURE[0] / 2
    scale = alt.Scale(domain=[-edge - ROOM, edge + ROOM], nice=False)
    base = (
        alt.Chart()
        .transform_calculate(top="datum.half", bottom="-datum.half")
        .encode(x=alt.X("left:Q", scale=alt.Scale(nice=False), axis=None))
    )
    boxes = base.mark_rect(strokeWidth=1.5, cornerRadius=1).encode(
        x2="right:Q",
        y=alt.Y("top:Q", scale=scale, axis=None),
        y2="bottom:Q",
        fill=alt.Fill(
            "kind:N",
            scale=alt.Scale(
                domain=[SOLID, PALE, BROKEN], range=[colour, "transparent", "transparent"]
            ),
            legend=None,
        ),
        stroke=alt.condition(alt.datum.kind == BROKEN, alt.value(NEUTRAL), alt.value(colour)),
        tooltip=[
            alt.Tooltip("layer:N", title="Layer"),
            alt.Tooltip("output:N", title="What comes out"),
            alt.Tooltip("parameters:Q", title="Parameters", format=",d"),
        ],
    )
    words = base.encode(x="middle:Q").mark_text(color=NEUTRAL, fontSize=12)
    texts = [
        words.encode(y=alt.datum(-edge - ROOM / 2), text="number:N"),
        words.encode(y=alt.datum(edge + ROOM / 2), text="size:N"),
        base.encode(x="right:Q", y=alt.datum(0))
        .mark_text(color=NEUTRAL, fontSize=16, align="left", dx=2)
        .encode(text="cut:N"),
    ]
    return finish(alt.layer(boxes, *texts, data=DATA), description, HEIGHT)
