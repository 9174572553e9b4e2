import numpy as np
import pytest
from statsmodels.stats.contingency_tables import mcnemar as their_mcnemar

from fmnist_app.evaluation.paired import Paired, difference_interval, mcnemar, pair, pictures_needed
from fmnist_app.evaluation.significance import (
    chance_in_words,
    chance_of_a_fluke,
    difference,
    in_words,
    strict_level,
)


def table(counts):
    return [[counts.both_right, counts.only_second], [counts.only_first, counts.both_wrong]]


def draw(chance, n, joint):
    """Counts of n pictures; `joint` are the shares both right, only first, only second, neither."""
    return Paired(*chance.multinomial(n, joint).tolist())


def test_a_pair_is_counted_picture_by_picture():
    first = np.array([1, 1, 1, 0, 0, 0, 1], bool)
    second = np.array([1, 1, 0, 1, 1, 0, 1], bool)
    counts = pair(first, second)
    assert counts == Paired(both_right=3, only_first=1, only_second=2, both_wrong=1)
    assert (counts.total, counts.first, counts.second, counts.disagreements) == (7, 4, 5, 3)
    assert counts.difference == pytest.approx(1 / 7)


def test_other_pictures_and_no_pictures_are_refused():
    with pytest.raises(ValueError, match="same pictures"):
        pair(np.ones(3, bool), np.ones(4, bool))
    with pytest.raises(ValueError, match="same pictures"):
        pair(np.ones(0, bool), np.ones(0, bool))


# Newcombe (1998), table II, method 10, and the data of Bentur et al. as in Fagerland, Lydersen and
# Laake (2014), "Recommended tests and confidence intervals for paired binomial proportions".
@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        (Paired(36, 2, 12, 0), 0.0569, 0.3404),
        (Paired(18, 2, 12, 18), 0.0562, 0.3290),
        (Paired(53, 0, 0, 1), -0.0728, 0.0728),
        (Paired(1, 7, 1, 12), -0.507, -0.026),
    ],
)
def test_the_interval_matches_published_examples(counts, low, high):
    interval = difference_interval(counts)
    assert interval.low == pytest.approx(low, abs=1e-3)
    assert interval.high == pytest.approx(high, abs=1e-3)


@pytest.mark.parametrize(
    ("n", "joint"),
    [
        (10_000, (0.88, 0.03, 0.035, 0.055)),
        (10_000, (0.90, 0.02, 0.02, 0.06)),
        (300, (0.80, 0.05, 0.10, 0.05)),
        (50, (0.60, 0.10, 0.20, 0.10)),
    ],
)
def test_the_interval_covers_the_truth_in_about_95_of_100_draws(n, joint):
    chance = np.random.default_rng(0)
    truth = joint[2] - joint[1]
    hits = sum(truth in difference_interval(draw(chance, n, joint)) for _ in range(2_000))
    assert 0.935 <= hits / 2_000 <= 0.985


@pytest.mark.parametrize("swap", [False, True])
def test_the_interval_turns_around_when_the_two_are_swapped(swap):
    counts = Paired(800, 60, 90, 50)
    turned = Paired(800, 90, 60, 50)
    one, other = difference_interval(counts), difference_interval(turned)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


def test_mcnemar_matches_a_case_computed_by_hand():
    # Nine disagreements, two of them for the first: 2 (1 + 9 + 36) / 2^9.
    found = mcnemar(Paired(50, 2, 7, 3))
    assert found.exact
    assert found.p_value == pytest.approx(2 * 46 / 512)


@pytest.mark.parametrize(
    "counts",
    [
        Paired(5, 0, 0, 5),
        Paired(5, 0, 6, 5),
        Paired(900, 12, 12, 5),
        Paired(900, 3, 21, 5),
        Paired(8_900, 13, 12, 500),
        Paired(8_941, 205, 316, 538),
        Paired(8_900, 300, 339, 461),
    ],
)
def test_mcnemar_matches_statsmodels(counts):
    found = mcnemar(counts)
    theirs = their_mcnemar(table(counts), exact=counts.disagreements < 25, correction=False)
    assert found.exact == (counts.disagreements < 25)
    assert found.p_value == pytest.approx(float(theirs.pvalue), rel=1e-9)


def test_equals_look_different_in_about_5_of_100_draws():
    chance = np.random.default_rng(1)
    draws = (draw(chance, 10_000, (0.88, 0.03, 0.03, 0.06)) for _ in range(2_000))
    rejected = sum(mcnemar(counts).p_value < 0.05 for counts in draws)
    assert 0.035 <= rejected / 2_000 <= 0.065


def test_the_number_of_pictures_needed_is_that_computed_by_hand():
    # Disagreements 5 %, difference 1 point: (1.95996 sqrt(.05) + .84162 sqrt(.0499))^2 / .0001
    # is 3922.1, rounded up.
    assert pictures_needed(Paired(9_000, 200, 300, 500)) == 3_923
    assert pictures_needed(Paired(9_000, 250, 250, 500)) is None


def test_with_so_many_pictures_the_test_finds_the_difference_in_four_of_five_draws():
    joint = (0.88, 0.03, 0.04, 0.05)
    needed = pictures_needed(Paired(8_800, 300, 400, 500))
    chance = np.random.default_rng(2)
    found = sum(mcnemar(draw(chance, needed, joint)).p_value < 0.05 for _ in range(2_000))
    assert 0.77 <= found / 2_000 <= 0.83


@pytest.mark.parametrize(
    ("counts", "strength", "words"),
    [
        (Paired(9_000, 250, 260, 490), "not distinguishable", "A and B are not distinguishable"),
        (Paired(9_000, 230, 280, 490), "probably better", "B is probably better** than A"),
        (Paired(9_000, 280, 230, 490), "probably better", "A is probably better** than B"),
        (Paired(8_941, 205, 316, 538), "clearly better", "B is clearly better** than A"),
    ],
)
def test_the_verdict_is_a_sentence_that_names_the_better_one(counts, strength, words):
    found = difference(counts)
    assert found.strength == strength
    assert words in in_words(found, "A", "B")


def test_the_interval_and_the_verdict_do_not_contradict_each_other():
    chance = np.random.default_rng(3)
    draws = [draw(chance, 10_000, (0.88, 0.03, 0.034, 0.056)) for _ in range(500)]
    found = [difference(counts) for counts in draws]
    apart = [(0 in one.interval) == (one.strength == "not distinguishable") for one in found]
    assert np.mean(apart) > 0.98


def test_many_comparisons_ask_for_more():
    found = difference(Paired(9_000, 230, 280, 490))
    assert found.test.p_value == pytest.approx(0.0268, abs=1e-4)
    assert found.stands(1)
    assert not found.stands(2)
    assert strict_level(10) == pytest.approx(0.005)
    assert chance_of_a_fluke(1) == pytest.approx(0.05)
    assert chance_of_a_fluke(20) == pytest.approx(0.6415, abs=1e-4)


@pytest.mark.parametrize(
    ("p_value", "words"),
    [
        (0.4, "in 40 of 100 tries"),
        (0.027, "in about 3 of 100 tries"),
        (0.0031, "in about 3 of 1,000 tries"),
        (1e-9, "less than once in a million tries"),
    ],
)
def test_chance_is_said_in_tries(p_value, words):
    assert chance_in_words(p_value) == words
