"""What remedies did, said of two runs: narrowed, changed, or no difference shown."""

import numpy as np

from fmnist_app.evaluation import GapReport
from fmnist_app.evaluation.remedy import Side, what_remedies_did


def side(accuracy, val_accuracy, seconds=1.0, right=None):
    gap = GapReport.from_epochs([(accuracy, 0.5, val_accuracy, 0.6)], 1_000, 6_000)
    return Side(gap, seconds, right)


def right(share, n=10_000):
    return np.arange(n) < share * n


def test_a_gap_that_narrowed_is_told_with_its_margin():
    gap, new, time = what_remedies_did(side(0.99, 0.80), side(0.86, 0.84, seconds=3.0))
    assert "19.0 points without, 2.0 with" in gap
    assert "narrowed by 17.0 points, give or take 2.7" in gap
    assert "84.0" in new
    assert "3.0 times as long" in time


def test_a_gap_that_widened_is_called_so():
    assert "widened by 17.0 points" in what_remedies_did(side(0.86, 0.84), side(0.99, 0.80))[0]


def test_what_chance_alone_could_have_done_shows_no_difference():
    gap, new, _ = what_remedies_did(
        side(0.90, 0.85, right=right(0.85)), side(0.905, 0.852, right=right(0.851))
    )
    assert "No difference shown" in gap
    assert "+0.1 points" in new


def test_the_same_answers_to_the_same_pictures_show_no_difference():
    both = side(0.90, 0.85, right=right(0.85))
    assert what_remedies_did(both, both)[1].endswith("which shows no difference.")


def test_the_difference_on_the_test_pictures_comes_with_its_paired_interval():
    _, new, _ = what_remedies_did(
        side(0.9, 0.85, right=right(0.85)), side(0.9, 0.87, right=right(0.87))
    )
    assert "8,500 were right without, 8,700 with: +2.0 points" in new
    assert "95 % interval +1." in new


def test_a_run_that_took_no_measurable_time_is_not_compared_in_time():
    assert len(what_remedies_did(side(0.9, 0.8, seconds=0.0), side(0.9, 0.8))) == 2
