"""What is drawn of a run: lines, their names, the shaded gap, and the mark; and that they agree."""

import numpy as np
import pandas as pd
import pytest

from fmnist_app.charts import course_rows, first_domains
from fmnist_app.charts.course import APART
from fmnist_app.evaluation import gap_reports

DOMAINS = first_domains(32)
COLUMNS = ["model", "kind", "epoch", "accuracy", "loss", "val_accuracy", "val_loss", "seconds"]
MEMORISING = [
    ("epoch", 1.0, 0.80, 0.5, 0.79, 0.55),
    ("epoch", 2.0, 0.90, 0.3, 0.83, 0.50),
    ("epoch", 3.0, 0.95, 0.2, 0.83, 0.60),
    ("epoch", 4.0, 0.98, 0.1, 0.83, 0.70),
]
LEARNING = [("epoch", 1.0, 0.80, 0.5, 0.80, 0.5), ("epoch", 2.0, 0.84, 0.4, 0.84, 0.4)]


def history(**networks):
    rows = [
        (model, *row, 10.0 * place)
        for model, rows in networks.items()
        for place, row in enumerate(rows)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def drawn(part, found, **more):
    rows = course_rows(found, gap_reports(found, 1000, 6000), DOMAINS, **more)
    return rows[rows["part"] == part]


def test_each_network_has_two_lines_and_a_band_between_them():
    both = history(basic=MEMORISING, standard=LEARNING)
    lines = drawn("line", both).groupby(["network", "curve"]).size()
    assert lines.to_dict() == {
        ("Basic", "new"): 4,
        ("Basic", "seen"): 4,
        ("Standard", "new"): 2,
        ("Standard", "seen"): 2,
    }
    band = drawn("band", both)
    assert band["accuracy"].tolist() == [0.80, 0.90, 0.95, 0.98, 0.80, 0.84]
    assert band["to_accuracy"].tolist() == [0.79, 0.83, 0.83, 0.83, 0.80, 0.84]
    assert band["to_loss"].tolist()[:2] == [0.55, 0.50]


def test_a_look_within_an_epoch_is_drawn_only_until_the_epoch_is_counted():
    look = ("probe", 0.5, 0.6, 0.9, 0.6, 0.9)
    newest = ("probe", 4.4, 0.97, 0.1, 0.82, 0.7)
    assert drawn("line", history(basic=[look]))["epoch"].tolist() == [0.5, 0.5]
    ends = drawn("line", history(basic=[look, *MEMORISING, newest]))["epoch"]
    assert sorted(set(ends)) == [1, 2, 3, 4, 4.4]


def test_the_names_at_the_ends_give_the_counts_of_whole_epochs():
    newest = ("probe", 4.4, 0.99, 0.1, 0.7, 0.9)
    names = drawn("name of accuracy", history(basic=[*MEMORISING, newest]))
    assert names["words"].tolist() == ["seen 98\u00a0%", "new 83\u00a0%"]
    assert drawn("name of loss", history(basic=MEMORISING))["words"].tolist() == ["seen", "new"]
    both = drawn("name of accuracy", history(basic=MEMORISING, standard=LEARNING))
    assert both["words"].tolist()[0] == "Basic, seen 98\u00a0%"
    assert both["short"].tolist()[0] == "Basic seen"


def test_a_mark_stands_where_a_network_starts_to_memorise_and_nowhere_else():
    marks = drawn("mark", history(basic=MEMORISING, standard=LEARNING))
    assert marks[["network", "epoch", "words"]].values.tolist() == [
        ["Basic", 3.0, "Basic memorises"]
    ]
    assert drawn("mark", history(standard=LEARNING)).empty


def test_no_name_covers_another_or_leaves_the_chart():
    chance = np.random.default_rng(3)
    for _ in range(200):
        ends = chance.uniform(0.5, 1.0, (3, 2))
        networks = {
            name: [("epoch", 1.0, seen, seen, new, new)]
            for name, (seen, new) in zip(("basic", "standard", "residual"), ends, strict=True)
        }
        for metric, apart in APART.items():
            low, high = DOMAINS[metric]
            places = np.sort(drawn(f"name of {metric}", history(**networks))[metric])
            assert (np.diff(places) >= apart * (high - low) - 1e-9).all()
            assert places[0] >= low - 1e-9
            assert places[-1] <= high + 1e-9


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_values_that_are_not_finite_are_not_drawn(value):
    blown_up = history(basic=[*LEARNING, ("probe", 2.5, 0.1, value, 0.1, value)])
    assert drawn("line", blown_up)["epoch"].max() == 2.0


def test_another_run_stands_beside_it_as_pale_lines():
    pale = drawn("pale", history(basic=LEARNING), earlier=history(basic=MEMORISING))
    assert pale["epoch"].tolist() == [1, 2, 3, 4] * 2


def test_nothing_measured_gives_no_rows_but_all_columns():
    rows = course_rows(history(), {}, DOMAINS)
    assert rows.empty
    assert {"part", "network", "curve", "epoch", "accuracy", "to_loss", "words"} <= set(rows)
