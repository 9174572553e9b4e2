"""Runs and networks beside each other in one chart."""

import pandas as pd

from fmnist_app import charts
from fmnist_app.charts.parts import Domain, Metric


def history(model, *accuracies):
    return pd.DataFrame(
        {
            "model": model,
            "kind": "epoch",
            "epoch": [float(n + 1) for n in range(len(accuracies))],
            "accuracy": 0.9,
            "val_accuracy": accuracies,
            "loss": 0.3,
            "val_loss": 0.4,
        }
    )


DOMAINS: dict[Metric, Domain] = {"accuracy": (0.5, 1.0), "loss": (0.0, 1.0)}


def test_an_earlier_run_is_pale_and_stays_within_the_axes_of_the_run_that_is_watched():
    course = charts.course_rows(history("basic", 0.7, 0.8), {}, DOMAINS)
    earlier = pd.concat([history("basic", 0.4, 0.6, 0.7), history("standard", 0.6)])
    rows = charts.with_pale(course, {"3 epochs": earlier}, 2, DOMAINS)
    pale = rows[rows["part"] == "pale"]
    assert pale["accuracy"].tolist() == [0.6]
    assert pale["run"].tolist() == ["3 epochs"]
    assert len(rows) == len(course) + 1


def test_without_an_earlier_run_the_chart_is_as_it_was():
    course = charts.course_rows(history("basic", 0.7), {}, DOMAINS)
    assert charts.with_pale(course, {}, 1, DOMAINS) is course


def test_networks_are_lines_and_one_without_a_course_is_level():
    rows = charts.compared_rows({"Mine": history("basic", 0.7, 0.8)}, {"Wide": 0.9})
    assert rows[rows["network"] == "Mine"]["accuracy"].tolist() == [0.7, 0.8]
    level = rows[rows["network"] == "Wide"]
    assert (level["accuracy"] == 0.9).all()
    assert level["epoch"].tolist() == [0.0, 2.0]
    assert charts.compared_rows({}, {}).empty


def test_networks_of_one_colour_differ_by_their_dashes():
    names = (("One", "#000000"), ("Other", "#000000"), ("Third", "#0072B2"))
    spec = charts.compared_spec(3, (0.71, 0.89), names)
    dashes = spec["layer"][0]["encoding"]["strokeDash"]["scale"]["range"]
    assert dashes[0] != dashes[1]
    assert dashes[0] == dashes[2]
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0.7, 0.9]
