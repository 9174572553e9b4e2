import numpy as np
import pandas as pd
import pytest

from fmnist_app.charts import balance_rows, curve_rows, gap_rows, pixel_rows
from fmnist_app.evaluation import EpochGap, GapReport

HISTORY = pd.DataFrame(
    [
        ("basic", "probe", 0.5, 0.7, 0.8, 0.6, 0.9, 3.0),
        ("basic", "epoch", 1.0, 0.8, 0.5, 0.7, 0.6, 6.0),
    ],
    columns=["model", "kind", "epoch", "accuracy", "loss", "val_accuracy", "val_loss", "seconds"],
)


def test_every_point_gives_one_row_for_each_curve():
    rows = curve_rows(HISTORY)
    assert rows.to_dict("records")[0] == {
        "network": "Basic",
        "curve": "train",
        "measured": "quick look",
        "epoch": 0.5,
        "accuracy": 0.7,
        "loss": 0.8,
    }
    assert list(rows["curve"]) == ["train", "train", "validation", "validation"]
    assert list(rows["accuracy"]) == [0.7, 0.8, 0.6, 0.7]
    assert list(rows["loss"]) == [0.8, 0.5, 0.9, 0.6]


def test_values_that_are_not_finite_are_left_out_of_the_curves():
    blown_up = HISTORY.assign(loss=[0.8, np.nan], val_loss=[np.inf, 0.6])
    rows = curve_rows(blown_up)
    assert list(zip(rows["curve"], rows["epoch"], strict=True)) == [
        ("train", 0.5),
        ("validation", 1.0),
    ]


def test_an_empty_history_gives_no_rows_but_all_columns():
    rows = curve_rows(HISTORY.iloc[:0])
    assert rows.empty
    assert list(rows) == ["network", "curve", "measured", "epoch", "accuracy", "loss"]


def test_gap_rows_mark_where_the_gap_opens_and_the_best_epoch():
    gaps = (
        EpochGap(1, 0.5, 1.0, 0.01, 0.80, 0.4),
        EpochGap(2, 2.0, 1.0, 0.05, 0.85, 0.3),
        EpochGap(3, 3.0, 1.0, 0.09, 0.85, 0.5),
    )
    rows = gap_rows({"basic": GapReport(gaps, 6000, 6000)})
    assert list(rows["points"]) == [0.5, 2.0, 3.0]
    assert list(rows["opens"]) == [False, True, False]
    assert list(rows["best"]) == [False, True, False]
    assert list(rows["high"]) == [1.0] * 3
    assert gap_rows({}).empty


def test_balance_rows_name_every_class_and_part():
    rows = balance_rows(["Coat", "Bag"], [6000, 5999], [1000, 999])
    assert rows.values.tolist() == [
        ["Coat", "train", 6000],
        ["Coat", "test", 1000],
        ["Bag", "train", 5999],
        ["Bag", "test", 999],
    ]
    with pytest.raises(ValueError, match="shorter"):
        balance_rows(["Coat", "Bag"], [6000], [1000])


def test_pixel_rows_print_bytes_and_proportions_each_in_their_way():
    picture = np.zeros((28, 28), dtype=np.uint8)
    picture[1, 2] = 255
    pixel = pixel_rows(picture).iloc[28 + 2]
    assert (pixel["row"], pixel["column"], pixel["shade"], pixel["text"]) == (1, 2, 1.0, "255")
    assert pixel_rows(picture / 255).iloc[28 + 2]["text"] == "1.00"


def test_a_picture_of_another_size_is_refused():
    with pytest.raises(ValueError, match=r"\(28, 28, 1\)"):
        pixel_rows(np.zeros((28, 28, 1)))
