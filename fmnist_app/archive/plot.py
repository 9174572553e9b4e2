"""The curves of a run as places in a small picture, for a page that must open without a library.

Vega-Lite and Altair draw in a browser with a megabyte of JavaScript; a kept card has lines alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10

import pandas as pd

from fmnist_app import charts
from fmnist_app.charts import Domain
from fmnist_app.charts.palette import DASHES, WIDTHS
from fmnist_app.charts.parts import Metric
from fmnist_app.core.formatting import percent

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 14, 12, 46  # margins, where the axes' words stand
MOST_TICKS = 6
COLUMNS = {"train": "{}", "validation": "val_{}"}


@dataclass(frozen=True)
class Line:
    """One curve: "x,y x,y" in the picture's units, and how it is drawn."""

    title: str
    points: str
    dots: tuple[tuple[float, float], ...]
    colour: str
    dash: str
    width: float


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its place in the picture's units and its word."""

    place: float
    word: str


@dataclass(frozen=True)
class Plot:
    """One chart of a metric over the epochs, with the ends of its axes in the picture's units."""

    title: str
    description: str
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def plot(history: pd.DataFrame, metric: Metric, epochs: int) -> Plot:
    """The chart of `metric` for the points in `history`, whole epochs alone."""
    whole = history[history["kind"] == "epoch"]
    domain = charts.accuracy_domain(whole) if metric == "accuracy" else charts.loss_domain(whole)
    lines = tuple(_lines(whole, metric, epochs, domain))
    names = " and ".join(charts.label(name) for name in dict.fromkeys(whole["model"]))
    return Plot(
        title=metric.capitalize(),
        description=f"The {metric} of {names or 'no network'} over {epochs} epochs.",
        lines=lines,
        across=tuple(_across(epochs)),
        up=tuple(_up(metric, domain)),
    )


def _lines(whole: pd.DataFrame, metric: Metric, epochs: int, domain: Domain) -> Iterator[Line]:
    colours = charts.colours(dict.fromkeys(whole["model"]))
    for name, rows in whole.groupby("model", sort=False):
        for curve, column in COLUMNS.items():
            values = rows[column.format(metric)]
            places = tuple(
                (_x(epoch, epochs), _y(value, domain))
                for epoch, value in zip(rows["epoch"], values, strict=True)
            )
            yield Line(
                title=f"{charts.label(str(name))}, {curve}",
                points=" ".join(f"{x},{y}" for x, y in places),
                dots=places,
                colour=colours[str(name)],
                dash=" ".join(map(str, DASHES[curve])) if curve == "train" else "none",
                width=WIDTHS[curve],
            )


def _across(epochs: int) -> Iterator[Tick]:
    step = next(step for step in (1, 2, 5, 10) if epochs / step <= 10 or step == 10)
    return (Tick(_x(epoch, epochs), str(epoch)) for epoch in range(0, epochs + 1, step))


def _up(metric: Metric, domain: Domain) -> Iterator[Tick]:
    low, high = domain
    step = _step(high - low)
    for part in range(int((high - low) / step + 1e-9) + 1):
        value = low + step * part
        yield Tick(_y(value, domain), percent(value) if metric == "accuracy" else f"{value:.4g}")


def _step(span: float) -> float:
    """The smallest round step of which at most so many fit."""
    power = 10.0 ** floor(log10(span / MOST_TICKS))
    return next(nice * power for nice in (1, 2, 2.5, 5, 10) if span / (nice * power) <= MOST_TICKS)


def _x(epoch: float, epochs: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * epoch / epochs, 1)


def _y(value: float, domain: Domain) -> float:
    share = (value - domain[0]) / (domain[1] - domain[0])
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * min(max(share, 0.0), 1.0), 1)
