import numpy as np
import pytest

from fmnist_app.charts import balance_rows, gap_rows, pixel_rows
from fmnist_app.evaluation import EpochGap, GapReport


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
