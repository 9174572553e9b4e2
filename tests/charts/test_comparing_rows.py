import numpy as np
import pandas as pd
import pytest

from fmnist_app.charts import (
    change_rows,
    cloud_domain,
    cloud_rows,
    confusion_rows,
    confusion_spec,
    layer_rows,
    point_domains,
    point_rows,
    reliability_rows,
)
from fmnist_app.evaluation.reliability import reliability
from fmnist_app.models import architecture, layer_table

CLASSES = ("Coat", "Bag")


def test_a_confusion_matrix_has_a_row_for_every_cell():
    rows = confusion_rows(np.array([[9, 1], [0, 10]]), CLASSES)
    assert rows[["labelled", "taken for", "pictures", "words"]].values.tolist() == [
        ["Coat", "Coat", 9, "9"],
        ["Coat", "Bag", 1, "1"],
        ["Bag", "Coat", 0, ""],
        ["Bag", "Bag", 10, "10"],
    ]
    assert rows["strength"].tolist() == pytest.approx([0.9**0.5, 0.1**0.5, 0, 1])


def test_a_change_is_better_with_more_right_or_fewer_wrong_answers():
    rows = change_rows(np.array([[9, 1], [2, 8]]), np.array([[7, 3], [1, 9]]), CLASSES)
    assert rows["words"].tolist() == ["-2", "+2", "-1", "+1"]
    assert rows["sign"].tolist() == ["worse", "worse", "better", "better"]


def test_the_cell_that_is_clicked_is_told_by_label_and_answer():
    spec = confusion_spec(CLASSES, ("#0072B2", "#0072B2"), "Basic")
    [cell] = [param for param in spec["params"] if param["name"] == "cell"]
    assert cell["select"]["fields"] == ["labelled", "taken for"]


def test_layer_rows_leave_out_what_costs_nothing_and_add_up():
    rows = layer_rows(layer_table(architecture("basic")))
    assert rows["layer"].unique().tolist() == ["1. Conv 32, 3x3, ReLU", "4. Dense 10, softmax"]
    assert rows.groupby("measure")["share"].sum().tolist() == pytest.approx([1, 1])
    assert "54,090 · 99\u00a0%" in rows["words"].tolist()


def test_reliability_rows_have_one_row_for_each_bin():
    found = reliability(np.array([[0.8, 0.2], [0.6, 0.4]]), np.array([0, 1]))
    rows = reliability_rows({"Basic": found})
    assert rows[["network", "sure", "right", "pictures"]].values.tolist() == [
        ["Basic", 0.6, 0.0, 1],
        ["Basic", 0.8, 1.0, 1],
    ]


@pytest.mark.parametrize(("lowest", "end"), [(0.9, 0.82), (0.8, 0.75), (0.1, 0.05)])
def test_the_axes_of_the_scatter_hold_every_point(lowest, end):
    points = [("A", x, lowest, None, None, "yours", "1 run", "A") for x in (54_410, 0.2)]
    x, y = point_domains(point_rows(points))
    assert x == (0.1, 100_000)
    assert y == pytest.approx((end, 0.98))


def test_the_cloud_holds_seeds_their_mean_and_single_runs():
    table = pd.DataFrame(
        {
            "model": ["basic"] * 4,
            "seed": [0, 0, 1, 1],
            "epoch": [1, 2, 1, 2],
            "val_accuracy": [0.8, 0.9, 0.82, 0.92],
            "val_loss": [0.5, 0.3, 0.52, float("nan")],
        }
    )
    mine = table[table["seed"] == 0].drop(columns=["model", "seed"])
    rows = cloud_rows(table, {"basic": "Basic, all seeds"}, {"Mine": mine})
    assert rows["kind"].value_counts().to_dict() == {"seed": 3, "mean": 2, "yours": 2}
    means = rows[rows["kind"] == "mean"]
    assert means["accuracy"].tolist() == pytest.approx([0.81, 0.91])
    assert means["draw"].unique().tolist() == ["mean of 2 seeds"]
    assert cloud_domain(rows, "accuracy") == pytest.approx((0.8, 0.92))
    assert cloud_domain(rows, "loss") == pytest.approx((0.3, 0.55))
