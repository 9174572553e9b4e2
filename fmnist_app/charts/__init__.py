"""Charts as Vega-Lite dicts without data, and the rows to feed them; knows no page."""

from fmnist_app.charts.balance import balance_rows, balance_spec
from fmnist_app.charts.beside import with_pale
from fmnist_app.charts.cloud import cloud_domain, cloud_rows, cloud_spec
from fmnist_app.charts.compared import compared_rows, compared_spec
from fmnist_app.charts.confusion import change_rows, confusion_rows, confusion_spec
from fmnist_app.charts.cost import layer_rows, layer_spec, point_domains, point_rows, point_spec
from fmnist_app.charts.course import course_rows, course_spec
from fmnist_app.charts.defects import defect_rows, defect_spec
from fmnist_app.charts.domains import accuracy_domain, first_domains, gap_domain, loss_domain
from fmnist_app.charts.faithfulness import faithfulness_rows, faithfulness_spec
from fmnist_app.charts.gap import GAP_KEY, gap_rows, gap_spec
from fmnist_app.charts.named import Named
from fmnist_app.charts.palette import colours, label
from fmnist_app.charts.parts import METRICS, Domain
from fmnist_app.charts.pixels import pixel_rows, pixels_spec
from fmnist_app.charts.plan import plan_rows, plan_spec
from fmnist_app.charts.probability_bars import answer_rows, answer_spec
from fmnist_app.charts.reliability import reliability_rows, reliability_spec
from fmnist_app.charts.remedies import TITLES as REMEDY_TITLES
from fmnist_app.charts.remedies import remedy_rows, remedy_spec
from fmnist_app.charts.search import (
    PICKED,
    curve_rows,
    curves_spec,
    history_spec,
    trial_rows,
    value_domain,
)
from fmnist_app.charts.search_settings import (
    axis_rows,
    cost_spec,
    importance_spec,
    pairs_spec,
    parallel_spec,
    slice_spec,
)
from fmnist_app.charts.steps import step_domain, step_rows, step_spec
from fmnist_app.charts.strength import strength_rows, strength_spec

__all__ = [
    "GAP_KEY",
    "METRICS",
    "PICKED",
    "REMEDY_TITLES",
    "Domain",
    "Named",
    "accuracy_domain",
    "answer_rows",
    "answer_spec",
    "axis_rows",
    "balance_rows",
    "balance_spec",
    "change_rows",
    "cloud_domain",
    "cloud_rows",
    "cloud_spec",
    "colours",
    "compared_rows",
    "compared_spec",
    "confusion_rows",
    "confusion_spec",
    "cost_spec",
    "course_rows",
    "course_spec",
    "curve_rows",
    "curves_spec",
    "defect_rows",
    "defect_spec",
    "faithfulness_rows",
    "faithfulness_spec",
    "first_domains",
    "gap_domain",
    "gap_rows",
    "gap_spec",
    "history_spec",
    "importance_spec",
    "label",
    "layer_rows",
    "layer_spec",
    "loss_domain",
    "pairs_spec",
    "parallel_spec",
    "pixel_rows",
    "pixels_spec",
    "plan_rows",
    "plan_spec",
    "point_domains",
    "point_rows",
    "point_spec",
    "reliability_rows",
    "reliability_spec",
    "remedy_rows",
    "remedy_spec",
    "slice_spec",
    "step_domain",
    "step_rows",
    "step_spec",
    "strength_rows",
    "strength_spec",
    "trial_rows",
    "value_domain",
    "with_pale",
]
