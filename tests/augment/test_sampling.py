"""Draws keep within their bounds and to their probabilities."""

import numpy as np

from fmnist_app.augment.sampling import chance, choose, integer, uniform


def test_a_whole_number_may_be_either_bound_and_nothing_beyond(rng):
    assert {integer(rng, (-1, 2)) for _ in range(200)} == {-1, 0, 1, 2}


def test_a_number_lies_within_its_bounds_and_all_over_them(rng):
    drawn = [uniform(rng, (3.0, 5.0)) for _ in range(400)]
    assert 3.0 <= min(drawn) < 3.1
    assert 4.9 < max(drawn) < 5.0


def test_a_probability_of_none_never_happens_and_one_of_one_always(rng):
    assert not any(chance(rng, 0.0) for _ in range(100))
    assert all(chance(rng, 1.0) for _ in range(100))
    assert 0.25 < np.mean([chance(rng, 0.3) for _ in range(2000)]) < 0.35


def test_shares_are_how_often_each_is_chosen_and_the_rest_is_what_they_leave(rng):
    drawn = np.bincount([choose(rng, (0.5, 0.0, 0.2)) for _ in range(4000)]) / 4000
    np.testing.assert_allclose(drawn, [0.5, 0.0, 0.2, 0.3], atol=0.03)
