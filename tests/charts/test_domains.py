import numpy as np
import pandas as pd
import pytest

from fmnist_app.charts import accuracy_domain, first_domains, gap_domain, loss_domain


def history(accuracy, loss):
    return pd.DataFrame(
        {"accuracy": accuracy, "val_accuracy": accuracy, "loss": loss, "val_loss": loss}
    )


@pytest.mark.parametrize(
    ("lowest", "low"), [(0.72, 0.7), (0.7, 0.7), (0.699, 0.6), (0.05, 0.0), (0.97, 0.9), (1.0, 0.9)]
)
def test_the_accuracy_axis_starts_at_the_tenth_below_the_lowest_value(lowest, low):
    assert accuracy_domain(history([lowest, 1.0], [1.0, 1.0])) == (low, 1.0)


@pytest.mark.parametrize(
    ("highest", "high"),
    [(0.1, 0.25), (0.25, 0.25), (0.26, 0.5), (2.31, 2.5), (3.0, 3.0), (3.1, 5.0), (420.0, 500.0)],
)
def test_the_loss_axis_ends_at_the_step_above_the_highest_value(highest, high):
    assert loss_domain(history([0.5], [highest])) == (0.0, high)


def test_the_axes_have_a_size_without_any_finite_value():
    for empty in (history([], []), history([np.nan], [np.inf])):
        assert accuracy_domain(empty) == (0.9, 1.0)
        assert loss_domain(empty) == (0.0, 0.25)


def test_the_axes_only_ever_widen_as_points_come():
    draw = np.random.default_rng(0)
    whole = history(draw.uniform(0, 1, 60), draw.exponential(2, 60))
    accuracy, loss = (1.0, 1.0), (0.0, 0.0)
    for end in range(len(whole)):
        seen = whole.iloc[:end]
        now_accuracy, now_loss = accuracy_domain(seen), loss_domain(seen)
        assert now_accuracy[0] <= accuracy[0]
        assert now_loss[1] >= loss[1]
        accuracy, loss = now_accuracy, now_loss


def test_the_gap_axis_holds_zero_the_gap_and_what_chance_explains():
    rows = pd.DataFrame({"points": [5.1, 0.2], "low": [-1.2] * 2, "high": [1.2] * 2, "loss": 0.31})
    assert gap_domain(rows, "accuracy") == (-2.0, 6.0)
    assert gap_domain(rows, "loss") == (0.0, 0.4)
    assert gap_domain(rows.iloc[:0], "accuracy") == (0.0, 4.0)


@pytest.mark.parametrize("steps", [16, 32, 200, 1_688])
def test_the_first_axes_stay_as_long_as_nothing_leaves_them(steps):
    first = first_domains(steps)
    low, high = first["accuracy"][0], first["loss"][1]
    assert accuracy_domain(history([low, 0.99], [0.1, 0.2]), first["accuracy"]) == (low, 1.0)
    assert loss_domain(history([0.9], [high]), first["loss"]) == (0.0, high)
    assert accuracy_domain(history([low - 0.01], [1.0]), first["accuracy"])[0] < low
    assert loss_domain(history([0.9], [high + 0.01]), first["loss"])[1] > high
