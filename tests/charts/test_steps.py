"""Steps from one network to a better one, as a chart."""

import pytest

from fmnist_app import charts

STEPS = [
    ("Basic", (0.900, 0.904), 0.902, (0.88, 0.92), "90.2 %"),
    ("Longer", (0.93,), 0.93, None, "+2.8 points"),
]


def test_each_seed_and_each_mean_is_a_row_of_its_numbered_step():
    rows = charts.step_rows(STEPS)
    assert rows["step"].tolist() == ["1. Basic"] * 3 + ["2. Longer"] * 2
    assert rows["kind"].tolist() == ["seed", "seed", "mean", "seed", "mean"]
    mean = rows[rows["kind"] == "mean"].iloc[0]
    assert (mean["low"], mean["high"], mean["words"]) == (0.88, 0.92, "90.2 %")
    assert rows["low"].isna().sum() == 4


def test_the_axis_holds_every_interval_and_leaves_room_for_the_words():
    low, high = charts.step_domain(charts.step_rows(STEPS))
    assert low == pytest.approx(0.88)
    assert high > 0.93


def test_the_chart_grows_with_its_steps_and_says_what_it_shows():
    spec = charts.step_spec(("1. Basic", "2. Longer"), (0.88, 0.95))
    assert charts.step_spec(tuple("abcdefg"), (0.88, 0.95))["height"] > spec["height"]
    assert "2 steps" in spec["description"]
