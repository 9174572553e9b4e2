"""Earlier runs as pale lines in the chart of a run's course, on its axes."""

from collections.abc import Mapping

import pandas as pd

from fmnist_app.charts.course import COLUMNS
from fmnist_app.charts.palette import label
from fmnist_app.charts.parts import Domain, Metric


def with_pale(
    course: pd.DataFrame,
    earlier: Mapping[str, pd.DataFrame],
    epochs: int,
    domains: Mapping[Metric, Domain],
) -> pd.DataFrame:
    """The rows of `course_rows` and, pale, what `earlier` runs got right of new pictures.

    `earlier` has a history for each run's name. What lies outside the axes, `epochs` epochs long,
    is left out, so that they do not change for it.
    """
    shown = set(course["network"])
    pale = [part for name, rows in earlier.items() if len(part := _lines(name, rows))]
    if not pale:
        return course
    found = pd.concat(pale, ignore_index=True)
    (least, _), (_, most) = domains["accuracy"], domains["loss"]
    inside = (found["epoch"] <= epochs) & (found["accuracy"] >= least) & (found["loss"] <= most)
    kept = found[inside & found["network"].isin(shown)]
    return pd.DataFrame([*course.to_dict("records"), *kept.to_dict("records")])


def _lines(name: str, history: pd.DataFrame) -> pd.DataFrame:
    rows = history[history["kind"] == "epoch"]
    return pd.DataFrame(
        {
            "part": "pale",
            "network": [label(model) for model in rows["model"]],
            "curve": "new",
            "epoch": rows["epoch"],
            "whole": True,
            "accuracy": rows["val_accuracy"],
            "loss": rows["val_loss"],
            "run": name,
        },
        columns=[*COLUMNS, "run"],
    )
