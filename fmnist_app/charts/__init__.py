"""Charts as Vega-Lite dicts without data, and the rows to feed them; knows no page."""

from fmnist_app.charts.answers import answer_rows, answer_spec, percent
from fmnist_app.charts.balance import balance_rows, balance_spec
from fmnist_app.charts.curves import curve_rows, curves_spec
from fmnist_app.charts.domains import accuracy_domain, gap_domain, loss_domain
from fmnist_app.charts.gap import GAP_KEY, gap_rows, gap_spec
from fmnist_app.charts.palette import colours, label
from fmnist_app.charts.parts import METRICS, Domain
from fmnist_app.charts.pixels import pixel_rows, pixels_spec

__all__ = [
    "GAP_KEY",
    "METRICS",
    "Domain",
    "accuracy_domain",
    "answer_rows",
    "answer_spec",
    "balance_rows",
    "balance_spec",
    "colours",
    "curve_rows",
    "curves_spec",
    "gap_domain",
    "gap_rows",
    "gap_spec",
    "label",
    "loss_domain",
    "percent",
    "pixel_rows",
    "pixels_spec",
]
