"""What a run's points amount to, worked out once for every new point and not at every look."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from fmnist_app import charts
from fmnist_app.charts import Domain
from fmnist_app.evaluation import GapReport
from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.results import gaps_of


@dataclass(frozen=True, eq=False)
class Figures:
    """Rows and axes for the charts, and the gap of each network that has finished an epoch."""

    curves: pd.DataFrame
    domains: dict[str, Domain]
    gaps: dict[str, GapReport]
    gap_rows: pd.DataFrame
    gap_domains: dict[str, Domain]


def figures_of(now: Snapshot) -> Figures:
    """The figures of a run as it stands; the points of a run only ever grow in number."""
    return _figures(now.run, len(now.points), now)


@st.cache_resource(max_entries=32, show_spinner=False)
def _figures(run: str, points: int, _now: Snapshot) -> Figures:  # noqa: ARG001 - they are the key
    history = _now.history()
    gaps = gaps_of(_now)
    rows = charts.gap_rows(gaps)
    return Figures(
        curves=charts.curve_rows(history),
        domains={
            "accuracy": charts.accuracy_domain(history),
            "loss": charts.loss_domain(history),
        },
        gaps=gaps,
        gap_rows=rows,
        gap_domains={metric: charts.gap_domain(rows, metric) for metric in charts.METRICS},
    )
