import pytest

from fmnist_app.charts import strength_rows


def test_a_row_for_each_network_and_level_with_its_interval():
    rows = strength_rows({"Basic": [90, 50], "Wide": [95, 60]}, (0.0, 1.0), 100)
    assert rows["network"].tolist() == ["Basic", "Basic", "Wide", "Wide"]
    assert rows["right"].tolist() == [0.9, 0.5, 0.95, 0.6]
    half = rows.iloc[1]
    # Wilson's interval of 50 out of 100, as tables have it.
    assert (half["low"], half["high"]) == pytest.approx((0.404, 0.596), abs=5e-4)
