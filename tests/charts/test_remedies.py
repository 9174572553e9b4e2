"""What each remedy changed, as a chart."""

from fmnist_app import charts

CHANGES = [("Dropout 0.5", 0.6, (0.2, 1.0)), ("Flip 1.0", -0.1, (-0.3, 0.1)), ("New", 1.0, None)]


def test_a_difference_is_shown_where_the_interval_leaves_nothing_out():
    rows = charts.remedy_rows(CHANGES)
    assert rows["remedy"].tolist() == ["Dropout 0.5", "Flip 1.0", "New"]
    assert rows["shown"].tolist() == [True, False, False]
    assert rows["low"].isna().tolist() == [False, False, True]


def test_the_chart_grows_with_the_remedies_and_says_what_it_shows():
    spec = charts.remedy_spec("gap", ("A", "B"), "Basic", "#000000")
    longer = charts.remedy_spec("accuracy", tuple("abcdefg"), "Basic", "#000000")
    assert longer["height"] > spec["height"]
    assert "of Basic with each of 2 remedies" in spec["description"]
    assert "gap" in spec["description"]
