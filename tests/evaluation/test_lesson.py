"""What many runs of the same settings come to, in words."""

import pytest

from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.lesson import of_many

LEARNS = [(0.70, 0.9, 0.70, 0.9), (0.80, 0.6, 0.80, 0.6)]
MEMORISES = [(0.80, 0.6, 0.79, 0.6), *[(0.90 + n / 100, 0.3, 0.79, 0.6 + n) for n in range(1, 9)]]


def gap(rows, better=0.0):
    moved = [(a, b, validation + better, d) for a, b, validation, d in rows]
    return GapReport.from_epochs(moved, 1_000, 6_000)


def test_one_run_says_how_much_it_gets_right():
    assert of_many([gap(LEARNS)]) == "One run so far: 80.0\u00a0% of new pictures right."


def test_many_runs_say_where_they_lie_and_how_many_memorise():
    said = of_many([gap(LEARNS), gap(LEARNS, 0.01), gap(MEMORISES), gap(MEMORISES, 0.002)])
    assert "4 runs: from 79.0\u00a0% to 81.0\u00a0% of new pictures right" in said
    assert "79.6\u00a0% in the middle" in said
    assert "2 of 4 memorise, since epoch 2." in said


def test_no_run_has_nothing_to_say():
    with pytest.raises(ValueError, match="no run"):
        of_many([])
