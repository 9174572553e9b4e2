"""The course of a run: what a network gets right of seen and of new pictures, the gap shaded.

At most two lines a network, named at their ends; a mark where it starts to memorise.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import isfinite
from typing import Any

import altair as alt
import pandas as pd

from fmnist_app.charts.palette import DASHES, DEFAULT_NETWORKS, colours, label
from fmnist_app.charts.parts import DATA, METRICS, Domain, Metric, Spec, epoch_ticks, finish, hover
from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.story import share_words

# How the two curves are called, with the columns of a history they are read from.
CURVES = {"seen": ("accuracy", "loss"), "new": ("val_accuracy", "val_loss")}
COLUMNS = [
    "part",
    "network",
    "curve",
    "epoch",
    "whole",
    "accuracy",
    "loss",
    "to_accuracy",
    "to_loss",
    "words",
    "short",
    "slot",
]
# The name of a line stands so far from the next one, as a share of the axis; the chart of the loss
# is the lower one.
APART: Mapping[Metric, float] = {"accuracy": 0.055, "loss": 0.1}
NARROW = 520  # pixels: a phone
WIDE = 1_000  # pixels: a large screen, or a projector
TEXT = "currentColor"  # the page's own, light or dark


def course_rows(
    history: pd.DataFrame,
    reports: Mapping[str, GapReport],
    domains: Mapping[Metric, Domain],
    earlier: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Lay out a run's history as the course chart expects it, one row for each thing drawn.

    Whole epochs make the lines; looks within an epoch only carry on the newest end. `reports` say
    where a network starts to memorise, `domains` how far apart two names have to stand. `earlier`
    is the history of another run, to be drawn pale.
    """
    rows: list[dict[str, Any]] = []
    lines = {name: _line(points) for name, points in history.groupby("model", sort=False)}
    for name, points in lines.items():
        rows += [_band(name, point) for point in points]
        rows += [_point("line", name, curve, point) for curve in CURVES for point in points]
    for metric in METRICS:
        rows += _names(lines, reports, metric, domains[metric])
    rows += _marks(reports)
    if earlier is not None:
        for name, points in earlier.groupby("model", sort=False):
            rows += [
                _point("pale", name, curve, point) for curve in CURVES for point in _line(points)
            ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _line(points: pd.DataFrame) -> list[dict[str, Any]]:
    """What one network's lines go through: whole epochs, and what was looked at since the last."""
    measures = [column for columns in CURVES.values() for column in columns]
    found = [p for p in points.to_dict("records") if all(isfinite(p[m]) for m in measures)]
    last = max((p["epoch"] for p in found if p["kind"] == "epoch"), default=0.0)
    return [p for p in found if p["kind"] == "epoch" or p["epoch"] > last]


def _point(part: str, name: str, curve: str, point: Mapping[str, Any]) -> dict[str, Any]:
    accuracy, loss = CURVES[curve]
    return {
        "part": part,
        "network": label(name),
        "curve": curve,
        "epoch": point["epoch"],
        "whole": point["kind"] == "epoch",
        "accuracy": point[accuracy],
        "loss": point[loss],
    }


def _band(name: str, point: Mapping[str, Any]) -> dict[str, Any]:
    to = {f"to_{metric}": point[CURVES["new"][place]] for place, metric in enumerate(METRICS)}
    return _point("band", name, "seen", point) | to


def _names(
    lines: Mapping[str, list[dict[str, Any]]],
    reports: Mapping[str, GapReport],
    metric: Metric,
    domain: Domain,
) -> list[dict[str, Any]]:
    """The names at the lines' ends, moved up and down until none covers another."""
    names, several = [], len(lines) > 1
    for name, points in lines.items():
        for curve in CURVES if points else ():
            row = _point(f"name of {metric}", name, curve, points[-1])
            counted = metric == "accuracy" and name in reports
            words = f"{curve} {share_words(reports[name], curve)}" if counted else curve
            row["words"] = f"{label(name)}, {words}" if several else words
            row["short"] = f"{label(name)} {curve}" if several else words
            names.append(row)
    _spread(names, metric, domain)
    return names


def _spread(rows: list[dict[str, Any]], metric: Metric, domain: Domain) -> None:
    """Move the values of `metric` apart, from below, and back from above if they leave the axis."""
    low, high = domain
    least = APART[metric] * (high - low)
    ordered = sorted(rows, key=lambda row: row[metric])
    edge = low
    for row in ordered:
        row[metric] = edge = max(min(row[metric], high), edge)
        edge += least
    edge = high
    for row in reversed(ordered):
        row[metric] = edge = min(row[metric], edge)
        edge -= least


def _marks(reports: Mapping[str, GapReport]) -> Iterator[dict[str, Any]]:
    for slot, (name, report) in enumerate(reports.items()):
        standing = report.standing
        if standing.stage == "memorising":
            yield {
                "part": "mark",
                "network": label(name),
                "curve": "new",
                "epoch": float(standing.since or 0),
                "whole": True,
                "words": f"{label(name)} memorises" if len(reports) > 1 else "memorises",
                "short": "memorises",
                "slot": slot,
            }


@lru_cache(maxsize=128)
def course_spec(
    metric: Metric,
    epochs: int,
    domain: Domain,
    networks: tuple[str, ...] = DEFAULT_NETWORKS,
    *,
    far: bool = False,
) -> Spec:
    """Build the chart of `metric` over `epochs` epochs with the y axis `domain`.

    It is as high as what it stands in; `far` makes text and lines large enough for the last row of
    a room. Returns a Vega-Lite dict without data, to be fed with `course_rows`; the same arguments
    return the same dict, so callers must not change it.
    """
    size = 28 if far else {"expr": f"width > {WIDE} ? 19 : 16"}
    ticks = 24 if far else {"expr": f"width > {WIDE} ? 17 : 14"}
    width = 5.0 if far else {"expr": f"width > {WIDE} ? 4 : 3"}
    base = alt.Chart().encode(
        x=_epochs(epochs, ticks, room=300 if far else 165, narrow=110),
        y=_values(metric, domain, ticks),
        color=_colour(networks),
    )
    layers = [
        _of("pale", base.mark_line(strokeWidth=2, opacity=0.45)).encode(
            detail=["curve:N", "run:N"]
        ),
        _of("band", base.mark_area(opacity=0.22)).encode(y2=f"to_{metric}:Q"),
        *(
            _of("line", base.mark_line(strokeWidth=width, strokeDash=dash), curve=curve)
            for curve, dash in zip(CURVES, DASHES.values(), strict=True)
        ),
        _of("line", base.mark_point(filled=True, opacity=1, size=60 if far else 36), whole=True),
        *_mark_layers(base, size if metric == "accuracy" else None, epochs, len(networks)),
        _name_layer(base, metric, size),
        _hover_layer(base, metric),
    ]
    return finish(
        alt.layer(*layers, data=DATA), _description(metric, epochs, networks), "container"
    )


def _of(part: str, chart: alt.Chart, **fields: Any) -> alt.Chart:
    """A layer that draws the rows of one part alone."""
    wanted = alt.datum.part == part
    for field, value in fields.items():
        wanted = wanted & (alt.datum[field] == value)
    layer: alt.Chart = chart.transform_filter(wanted)
    return layer


def _epochs(epochs: int, size: Any, *, room: int, narrow: int) -> alt.X:
    """The x axis: all of the run from the start, with room for the names on the right."""
    free = {"expr": f"width - (width < {NARROW} ? {narrow} : {room})"}
    return alt.X(
        "epoch:Q",
        scale=alt.Scale(domain=[0, epochs], nice=False, range=[0, free]),
        axis=alt.Axis(
            title="Epoch",
            values=epoch_ticks(epochs),
            format="d",
            grid=False,
            labelFontSize=size,
            titleFontSize=size,
            titlePadding=2,
            labelPadding=6,
            titleAnchor="start",
        ),
    )


def _values(metric: Metric, domain: Domain, size: Any) -> alt.Y:
    shown = alt.Axis(
        title=None,
        format=".0%" if metric == "accuracy" else "~g",
        tickCount=5,
        labelFontSize=size,
        labelPadding=6,
    )
    return alt.Y(
        f"{metric}:Q", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=shown
    )


def _colour(networks: tuple[str, ...]) -> alt.Color:
    palette = colours(networks)
    return alt.Color(
        "network:N",
        scale=alt.Scale(domain=[label(name) for name in palette], range=list(palette.values())),
        legend=None,
    )


def _name_layer(base: alt.Chart, metric: Metric, size: Any) -> alt.Chart:
    text = base.mark_text(align="left", dx=10, fontSize=size, fontWeight=600, color=TEXT)
    shown = f"width < {NARROW} ? datum.short : datum.words"
    layer: alt.Chart = (
        _of(f"name of {metric}", text)
        .transform_calculate(shown=shown)
        .encode(text="shown:N", color=alt.value(TEXT))
    )
    return layer


def _mark_layers(base: alt.Chart, size: Any, epochs: int, networks: int) -> Iterator[alt.Chart]:
    """A rule where a network starts to memorise, and at its foot, if wanted, what it means."""
    rule = base.mark_rule(strokeWidth=2.5, strokeDash=[2, 4])
    yield _of("mark", rule).encode(y=alt.value(0), y2=alt.value("height"))
    foot = {"expr": f"height - 12 - 26 * ({networks} - 1 - datum.slot)"}
    if size is None:
        return
    late = f"datum.epoch > {epochs / 2}"
    left, away = {"expr": f"{late} ? 'right' : 'left'"}, {"expr": f"{late} ? -8 : 8"}
    text = base.mark_text(align=left, dx=away, fontSize=size, fontWeight=600, color=TEXT)
    yield _of("mark", text).encode(
        y=alt.value(foot), text=alt.Text("words:N"), color=alt.value(TEXT)
    )


def _hover_layer(base: alt.Chart, metric: Metric) -> alt.Chart:
    """Build the invisible points that show themselves and their values under the pointer."""
    nearest = hover("network", "curve", "epoch")
    layer: alt.Chart = (
        _of("line", base.mark_point(filled=True, size=110))
        .encode(
            opacity=alt.when(nearest).then(alt.value(1)).otherwise(alt.value(0)),
            tooltip=[
                alt.Tooltip("network:N", title="Network"),
                alt.Tooltip("curve:N", title="Pictures"),
                alt.Tooltip("epoch:Q", title="Epoch", format=".3~g"),
                alt.Tooltip(
                    f"{metric}:Q",
                    title=metric.capitalize(),
                    format=".1%" if metric == "accuracy" else ".3f",
                ),
            ],
        )
        .properties(name="points")
        .add_params(nearest)
    )
    return layer


def _description(metric: Metric, epochs: int, networks: Iterable[str]) -> str:
    names = " and ".join(label(name) for name in networks)
    return (
        f"Line chart of the {metric} of {names} over {epochs} epochs: dashed on pictures the "
        "network has seen, solid on new ones, the gap between them shaded."
    )
