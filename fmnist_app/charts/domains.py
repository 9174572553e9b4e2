"""Ends of the y axes that never jump: they widen in round steps and never shrink."""

from math import ceil, floor, log10

import numpy as np
import pandas as pd

from fmnist_app.charts.parts import Domain, Metric

ACCURACY_STEP = 0.1
LOSS_STEP = 0.25
# Up to here the loss axis grows by even steps, beyond it by 1, 2, 5, 10, 20 and so on.
EVEN_LOSS = 3.0
POINTS_STEP = 2.0
LEAST_POINTS = 4.0
LOSS_GAP_STEP = 0.1
LEAST_LOSS_GAP = 0.2
# 0.7 / 0.1 is 6.999...; without this a value on a step would count as below it.
ROUNDING = 1e-9


def accuracy_domain(history: pd.DataFrame) -> Domain:
    """Give the accuracy axis for a history: from the lowest value, rounded down to tenths, to 1.

    Widens only, as rows are added. Without a finite value it is 0.9 to 1, the narrowest there is.
    """
    values = _finite(history, ["accuracy", "val_accuracy"])
    lowest = min(float(values.min()), 1 - ACCURACY_STEP) if values.size else 1 - ACCURACY_STEP
    return round(ACCURACY_STEP * floor(lowest / ACCURACY_STEP + ROUNDING), 1), 1.0


def loss_domain(history: pd.DataFrame) -> Domain:
    """Give the loss axis for a history: from 0 to the highest value, rounded up to a step.

    Widens only, as rows are added. The narrowest is 0 to 0.25, also without a finite value.
    """
    values = _finite(history, ["loss", "val_loss"])
    return 0.0, _ceiling(float(values.max()) if values.size else 0.0)


def gap_domain(rows: pd.DataFrame, metric: Metric) -> Domain:
    """Give the axis of a gap chart for the rows of `gap_rows`: zero inside, in round steps.

    `metric` is "accuracy" (in points) or "loss".
    """
    columns = ["points", "low", "high"] if metric == "accuracy" else ["loss"]
    step = POINTS_STEP if metric == "accuracy" else LOSS_GAP_STEP
    least = LEAST_POINTS if metric == "accuracy" else LEAST_LOSS_GAP
    values = _finite(rows, columns)
    low = min(float(values.min()) if values.size else 0.0, 0.0)
    high = max(float(values.max()) if values.size else 0.0, least)
    return (
        round(step * floor(low / step + ROUNDING), 6),
        round(step * ceil(high / step - ROUNDING), 6),
    )


def _finite(rows: pd.DataFrame, columns: list[str]) -> np.ndarray:
    values = rows[columns].to_numpy(dtype=float)
    finite: np.ndarray = values[np.isfinite(values)]
    return finite


def _ceiling(highest: float) -> float:
    if highest <= EVEN_LOSS:
        return max(LOSS_STEP, LOSS_STEP * ceil(highest / LOSS_STEP - ROUNDING))
    power = 10.0 ** floor(log10(highest))
    return next(float(nice * power) for nice in (1, 2, 5, 10) if nice * power >= highest)
