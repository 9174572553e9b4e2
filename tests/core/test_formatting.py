"""One way to write each kind of number, whose unit never stands at the start of a line."""

import pytest

from fmnist_app.core.formatting import (
    cautious_percent,
    count,
    duration,
    percent,
    percents,
    small_percent,
)


def test_percent_has_the_digits_asked_for_and_a_space_that_does_not_break():
    assert percent(0.9234) == "92\u00a0%"
    assert percent(0.9234, 1) == "92.3\u00a0%"
    assert percent(0.05, 1, signed=True) == "+5.0\u00a0%"
    assert percents(0.8993, 0.9108, 2) == "89.93\u00a0% to 91.08\u00a0%"


@pytest.mark.parametrize(
    ("share", "words"),
    [(1.0, "> 99"), (0.9999, "> 99"), (0.5, "50"), (0.0001, "< 1"), (0.0, "< 1")],
)
def test_a_cautious_percent_is_never_certain(share, words):
    assert cautious_percent(share) == f"{words}\u00a0%"


@pytest.mark.parametrize(("share", "words"), [(0.0253, "2.5"), (0.0002, "0.02"), (1e-9, "< 0.01")])
def test_a_small_percent_keeps_two_digits_that_say_something(share, words):
    assert small_percent(share) == f"{words}\u00a0%"


def test_thousands_stand_apart_and_one_has_no_plural():
    assert count(54000) == "54,000"
    assert [count(number, "seed") for number in (0, 1, 1200)] == [
        "0 seeds",
        "1 seed",
        "1,200 seeds",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s")]
)
def test_a_duration_has_minutes_only_where_there_are_any(seconds, words):
    assert duration(seconds) == words
