import numpy as np
import pytest

from fmnist_app.evaluation import accuracy_interval, difference_error, wilson


def test_wilson_matches_a_value_computed_by_hand():
    # 8 of 10, z = 1.96: centre (0.8 + 0.19208) / 1.38416, half 0.226746.
    interval = wilson(8, 10)
    assert interval.low == pytest.approx(0.49016, abs=1e-4)
    assert interval.high == pytest.approx(0.94331, abs=1e-4)


@pytest.mark.parametrize(("correct", "total"), [(0, 10), (10, 10), (0, 1), (1, 1)])
def test_wilson_stays_within_0_and_1_and_keeps_the_share_inside(correct, total):
    interval = wilson(correct, total)
    assert 0 <= interval.low < interval.high <= 1
    assert correct / total in interval


@pytest.mark.parametrize(("correct", "total"), [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_impossible_counts(correct, total):
    with pytest.raises(ValueError, match=f"{correct}/{total}"):
        wilson(correct, total)


@pytest.mark.parametrize(("truth", "total"), [(0.9, 500), (0.98, 100), (0.5, 200)])
def test_wilson_covers_the_truth_in_about_95_of_100_draws(truth, total):
    counts = np.random.default_rng(0).binomial(total, truth, size=2000)
    hits = sum(truth in wilson(int(correct), total) for correct in counts)
    assert 0.93 <= hits / 2000 <= 0.98


def test_an_accuracy_is_taken_as_the_nearest_count():
    assert accuracy_interval(0.9030, 10_000) == wilson(9030, 10_000)


def test_the_error_of_a_difference_matches_a_value_computed_by_hand():
    # Shares with one right and one wrong added: 91/102 and 81/102.
    expected = (91 / 102 * 11 / 102 / 102 + 81 / 102 * 21 / 102 / 102) ** 0.5
    assert difference_error(0.9, 100, 0.8, 100) == pytest.approx(expected)


def test_an_accuracy_of_100_percent_is_not_certain():
    assert difference_error(1.0, 500, 1.0, 500) > 0


def test_the_error_of_a_difference_needs_pictures():
    with pytest.raises(ValueError, match="0"):
        difference_error(0.9, 0, 0.9, 10)


def test_two_errors_cover_the_true_difference_in_about_95_of_100_draws():
    draw, first, second, total = np.random.default_rng(1), 0.93, 0.88, 300
    ones = draw.binomial(total, first, size=2000) / total
    twos = draw.binomial(total, second, size=2000) / total
    hits = sum(
        abs((one - two) - (first - second)) <= 2 * difference_error(one, total, two, total)
        for one, two in zip(ones, twos, strict=True)
    )
    assert 0.935 <= hits / 2000 <= 0.98
