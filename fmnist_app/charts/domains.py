"""Ends of the y axes that never jump: they widen in round steps and never shrink."""

from math import ceil, floor, log10

import numpy as np
import pandas as pd

from fmnist_app.charts.parts import Domain, Metric

ACCURACY_STEP = 0.1
LOSS_STEP = 0.25
NARROWEST_ACCURACY: Domain = (0.9, 1.0)
NARROWEST_LOSS: Domain = (0.0, 0.25)
# From so many steps an epoch on: the lowest accuracy and the highest loss that runs with the app's
# own learning rate have shown after their first epoch, rounded outwards.
USUAL = ((1_000, 0.75, 0.75), (30, 0.5, 1.25), (0, 0.3, 2.0))
# Up to here the loss axis grows by even steps, beyond it by 1, 2, 5, 10, 20 and so on.
EVEN_LOSS = 3.0
POINTS_STEP = 2.0
LEAST_POINTS = 4.0
LOSS_GAP_STEP = 0.1
LEAST_LOSS_GAP = 0.2
# 0.7 / 0.1 is 6.999...; without this a value on a step would count as below it.
ROUNDING = 1e-9


def first_domains(steps_per_epoch: int) -> dict[Metric, Domain]:
    """Axes that stand from the first moment: wide enough for what so many steps usually reach.

    After few steps a network is still far from what it will reach, and the axis has to hold both.
    """
    lowest, highest = next(ends for least, *ends in USUAL if steps_per_epoch >= least)
    return {"accuracy": (lowest, 1.0), "loss": (0.0, highest)}


def accuracy_domain(history: pd.DataFrame, first: Domain = NARROWEST_ACCURACY) -> Domain:
    """Give the accuracy axis for a history: from the lowest value, rounded down to tenths, to 1.

    Widens only, as rows are added, and begins as `first`.
    """
    values = _finite(history, ["accuracy", "val_accuracy"])
    if not values.size or values.min() >= first[0]:
        return first
    return round(ACCURACY_STEP * floor(values.min() / ACCURACY_STEP + ROUNDING), 1), 1.0


def loss_domain(history: pd.DataFrame, first: Domain = NARROWEST_LOSS) -> Domain:
    """Give the loss axis for a history: from 0 to the highest value, rounded up to a step.

    Widens only, as rows are added, and begins as `first`.
    """
    values = _finite(history, ["loss", "val_loss"])
    return 0.0, max(_ceiling(float(values.max()) if values.size else 0.0), first[1])


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
