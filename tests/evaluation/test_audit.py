"""What a random check says of the labels that nobody checked: exact, and honest in the long run."""

import numpy as np
import pytest
from scipy.stats import hypergeom

from fmnist_app.evaluation.audit import Audit


@pytest.mark.parametrize("audit", [Audit(200, 30, 2), Audit(57, 20, 0), Audit(40, 40, 3)])
def test_the_interval_is_that_of_the_hypergeometric_distribution(audit):
    low, high = audit.wrong_in_rest()
    inside = [
        wrong
        for wrong in range(audit.total + 1)
        if hypergeom.cdf(audit.wrong, audit.total, wrong, audit.checked) > 0.025
        and hypergeom.sf(audit.wrong - 1, audit.total, wrong, audit.checked) > 0.025
    ]
    assert (low, high) == (min(inside) - audit.wrong, max(inside) - audit.wrong)


def test_of_a_hundred_reviews_at_least_93_intervals_hold_the_truth():
    rng = np.random.default_rng(0)
    held = 0
    for _ in range(100):
        is_wrong = rng.random(180) < rng.uniform(0.01, 0.3)
        checked = int(rng.integers(10, 90))
        order = rng.permutation(180)
        wrong = int(is_wrong[order[:checked]].sum())
        low, high = Audit(180, checked, wrong).wrong_in_rest()
        held += low <= int(is_wrong[order[checked:]].sum()) <= high
    assert held >= 93


def test_who_checks_all_knows_all():
    assert Audit(50, 50, 4).wrong_in_rest() == (0, 0)
    assert Audit(50, 0, 0).wrong_in_rest() == (0, 50)


def test_more_checks_are_asked_for_a_smaller_share():
    audit = Audit(180, 20, 0)
    few, many = audit.more_for(0.1), audit.more_for(0.02)
    assert 0 < few < many < 160
    assert Audit(180, 100, 0).more_for(0.1) == 0
    assert Audit(180, 20, 10).more_for(0.02) is None
    assert Audit(180, 0, 0).more_for(0.02) is None


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="wrong <= checked"):
        Audit(10, 3, 4)
