"""The offsets of clothing scores: what clothing reaches, by kind of picture."""

import numpy as np
import pytest

from fmnist_app.zoo.calibrate import MergedPredictions, offset, offsets


def scores(first, last):
    """Predictions of a hundred pictures whose clothing scores lie evenly from first to last."""
    even = np.linspace(first, last, 100)
    return MergedPredictions(np.full((100, 10), 0.1), even, np.zeros(100, int))


def test_nineteen_of_twenty_pictures_of_clothing_reach_the_offset():
    found = scores(0, 99).scores
    assert (found >= offset(found)).sum() == 95
    assert (found >= offset(found, 0.8)).sum() == 80


def test_a_kind_that_is_harder_has_an_offset_of_its_own():
    found = offsets({"drawing": scores(-5, 5), "photo": scores(0, 10)})
    assert found["drawing"] == pytest.approx(-4.5, abs=0.01)


def test_an_easier_kind_has_that_of_all_kinds_together():
    kinds = {"drawing": scores(-5, 5), "photo": scores(0, 10)}
    found = offsets(kinds)
    together = np.concatenate([one.scores for one in kinds.values()])
    assert found["photo"] == offset(together) < offset(kinds["photo"].scores)
