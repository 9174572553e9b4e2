"""Which trials go on does not hang on who comes first."""

from hypothesis import given
from hypothesis import strategies as st

from fmnist_app.experiments.search.halving import Ladder


def climb(values, order):
    """Have all trials climb as far as they may, each step taken by the next in `order`."""
    ladder, ended, steps = Ladder(3), {}, iter(order)
    for number in range(len(values)):
        ladder.begin(number)
    climbed = [0] * len(values)
    while may := list(ladder.verdicts(())):
        number, verdict = may[next(steps, 0) % len(may)]
        if verdict == "promote" and climbed[number] < 3:
            ladder.climb(number, values[number][climbed[number]])
            climbed[number] += 1
            if climbed[number] < 3:
                continue
        ended[number] = climbed[number]
        ladder.end(number)
    return ended


VALUES = st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=1, max_size=12)


@given(VALUES, st.lists(st.integers(0, 50), max_size=60))
def test_any_order_of_arrival_ends_with_the_same_trials_on_the_same_rungs(values, order):
    assert climb(values, order) == climb(values, [])


@given(VALUES)
def test_every_trial_ends_and_the_first_goes_all_the_way(values):
    ended = climb(values, [])
    assert set(ended) == set(range(len(values)))
    assert ended[0] == 3


def test_the_best_of_fewer_than_four_goes_on_and_of_many_the_best_half():
    better = climb([(5, 5, 5), (6, 6, 6), (7, 7, 7)], [])
    worse = climb([(7, 7, 7), (6, 6, 6), (5, 5, 5)], [])
    assert better == {0: 3, 1: 3, 2: 3}
    assert worse == {0: 3, 1: 1, 2: 1}
    six = climb([(9, 9, 9), (1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4), (8, 8, 8)], [])
    assert six == {0: 3, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3}


def test_a_trial_waits_for_a_lower_one_on_its_way_to_the_same_rung():
    ladder = Ladder(2)
    ladder.begin(0)
    ladder.begin(1)
    ladder.climb(1, 0.5)
    assert list(ladder.verdicts({0})) == []
    ladder.climb(0, 0.4)
    assert list(ladder.verdicts(())) == [(0, "promote"), (1, "promote")]
