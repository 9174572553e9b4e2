"""AUROC over styles, held against scikit-learn, and its bootstrap interval."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from fmnist_app.evaluation.detection import auroc

RNG = np.random.default_rng(3)
GOOD, BAD = RNG.normal(0, 1, (4, 30)).round(1), RNG.normal(1, 1, (4, 40)).round(1)


def test_the_value_is_the_mean_of_each_styles_auroc_with_ties_as_half():
    labels = np.r_[np.zeros(30), np.ones(40)]
    each = [roc_auc_score(labels, np.r_[g, b]) for g, b in zip(GOOD, BAD, strict=True)]
    assert auroc(GOOD, BAD).value == pytest.approx(np.mean(each))


def test_the_interval_holds_the_value_and_is_narrower_with_more_styles():
    few, many = auroc(GOOD[:1], BAD[:1]), auroc(np.tile(GOOD, (9, 1)), np.tile(BAD, (9, 1)))
    assert few.value in few.interval
    assert many.value in many.interval
    assert many.interval.high - many.interval.low < few.interval.high - few.interval.low


def test_the_same_scores_on_both_sides_are_a_toss():
    found = auroc(GOOD, GOOD)
    assert found.value == 0.5
    assert 0.5 in found.interval


def test_what_is_always_higher_is_told_for_sure():
    found = auroc(GOOD, GOOD + 100)
    assert (found.value, found.interval.low, found.interval.high) == pytest.approx((1, 1, 1))
