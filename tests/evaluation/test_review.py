"""What is still wrong after a review, in the order of doubt and in a random one."""

import numpy as np
import pytest

from fmnist_app.evaluation.review import review_gain


def test_an_order_that_knows_the_wrong_ones_leaves_none():
    wrong = np.arange(100) < 15
    gain = review_gain(wrong, np.arange(100), 0.2)
    assert (gain.before, gain.first, gain.random) == (0.15, 0.0, pytest.approx(0.12))
    assert gain.interval.high < 0
    assert gain.difference in gain.interval


def test_an_order_that_knows_nothing_is_no_better_than_chance():
    drawn = np.random.default_rng(3)
    gain = review_gain(drawn.random(400) < 0.2, drawn.permutation(400), 0.2)
    assert 0 in gain.interval


def test_looking_at_all_or_at_none():
    wrong, place = np.arange(10) < 3, np.arange(10)
    assert review_gain(wrong, place, 1.0).first == 0
    assert review_gain(wrong, place, 0.0).first == pytest.approx(0.3)


@pytest.mark.parametrize(("pictures", "share"), [(0, 0.2), (5, 1.5)])
def test_what_cannot_be_reviewed_is_refused(pictures, share):
    with pytest.raises(ValueError, match="Expected pictures and a share"):
        review_gain(np.zeros(pictures, bool), np.arange(pictures), share)
