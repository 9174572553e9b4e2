"""Calibrated probabilities stay probabilities, and never name another class."""

import numpy as np
import pytest

from fmnist_app.evaluation.calibration import Scaling, logit
from fmnist_app.evaluation.predictions import at_temperature, logarithms


@pytest.fixture
def rows():
    return np.random.default_rng(0).dirichlet(np.full(10, 0.3), 500)


def test_a_temperature_alone_is_a_temperature(rows):
    assert Scaling(0.7)(logarithms(rows)) == pytest.approx(at_temperature(logarithms(rows), 0.7))


@pytest.mark.parametrize(("slope", "offset"), [(0.5, 0.3), (1.5, -0.5), (0.2, -3.0), (3.0, 2.0)])
def test_rows_sum_to_one_and_the_likeliest_stays_the_likeliest(rows, slope, offset):
    found = Scaling(0.8, slope, offset)(logarithms(rows))
    assert found.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (found >= 0).all()
    assert (found.argmax(axis=1) == rows.argmax(axis=1)).all()


def test_the_likeliest_gets_the_logit_that_was_fitted_and_the_others_keep_their_ratios():
    row = np.array([[0.6, 0.2, 0.1, 0.1, 0, 0, 0, 0, 0, 0]])
    found = Scaling(1.0, 0.5, 0.4)(logarithms(row))[0]
    assert logit(found[:1]) == pytest.approx(0.5 * np.log(0.6 / 0.4) + 0.4, abs=1e-4)
    assert found[1] / found[2] == pytest.approx(2.0, abs=1e-3)


def test_rows_that_are_quite_sure_come_through():
    found = Scaling(0.5, 0.6, 0.4)(logarithms(np.eye(10)))
    assert np.isfinite(found).all()
    assert (found.argmax(axis=1) == np.arange(10)).all()
