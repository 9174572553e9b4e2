"""What a run's points amount to, worked out once for every new point and not at every look."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.charts import Domain
from fmnist_app.charts.parts import Metric
from fmnist_app.evaluation import GapReport
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of


@dataclass(frozen=True, eq=False)
class Figures:
    """Rows and axes for the charts, and the gap of each network that has finished an epoch."""

    course: pd.DataFrame
    domains: dict[Metric, Domain]
    gaps: dict[str, GapReport]
    gap_rows: pd.DataFrame
    gap_domains: dict[Metric, Domain]


def figures_of(now: Snapshot) -> Figures:
    """The figures of a run as it stands; the points of a run only ever grow in number."""
    return _figures(now.run, len(now.points), now.settings.epochs, now)


@st.cache_resource(max_entries=32, show_spinner=False)
def _figures(run: str, points: int, epochs: int, _now: Snapshot) -> Figures:  # noqa: ARG001 - keys
    history = _now.history()
    gaps = gaps_of(_now)
    first = charts.first_domains(_now.settings.steps_per_epoch)
    domains: dict[Metric, Domain] = {
        "accuracy": charts.accuracy_domain(history, first["accuracy"]),
        "loss": charts.loss_domain(history, first["loss"]),
    }
    rows = charts.gap_rows(gaps)
    return Figures(
        course=charts.course_rows(history, gaps, domains),
        domains=domains,
        gaps=gaps,
        gap_rows=rows,
        gap_domains={metric: charts.gap_domain(rows, metric) for metric in charts.METRICS},
    )
