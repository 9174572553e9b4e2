"""Made defects: of the size stated, on the cloth, and nowhere else."""

import numpy as np
import pytest

from fmnist_app.augment.defects import KINDS, with_defect

SHIRT = np.zeros((28, 28), np.uint8)
SHIRT[4:24, 5:23] = 200
kinds = pytest.mark.parametrize("kind", KINDS)


def spoilt(kind, size, seed=0, picture=SHIRT):
    return with_defect(picture, kind, size, np.random.default_rng(seed))


@kinds
def test_a_defect_changes_the_picture_where_it_says_and_nowhere_else(kind):
    made, where = spoilt(kind, 4)
    assert made.dtype == np.uint8
    assert (made != SHIRT).any()
    assert not (made != SHIRT)[~where].any()


@kinds
def test_a_larger_one_of_the_same_seed_changes_more(kind):
    small, large = (np.abs(spoilt(kind, size)[0] - SHIRT.astype(int)).sum() for size in (2, 6))
    assert large > small


@kinds
def test_the_same_seed_makes_the_same_one(kind):
    assert (spoilt(kind, 3, seed=5)[0] == spoilt(kind, 3, seed=5)[0]).all()
    assert any((spoilt(kind, 3, seed=5)[0] != spoilt(kind, 3, seed=n)[0]).any() for n in range(4))


@kinds
def test_a_black_picture_stays_in_range(kind):
    made, _ = spoilt(kind, 3, picture=np.zeros((28, 28), np.uint8))
    assert made.shape == (28, 28)


def test_a_missing_part_is_as_wide_as_stated():
    made, _ = spoilt("missing", 3)
    assert (made[10] > 0).sum() == (SHIRT[10] > 0).sum() - 3


def test_a_hole_is_about_as_large_as_stated():
    lost = (SHIRT.astype(float) - spoilt("hole", 4)[0]).sum() / 200
    assert lost == pytest.approx(np.pi * 2**2, rel=0.15)


def test_a_stain_stays_on_the_cloth_and_is_darker_on_bright_cloth():
    made, where = spoilt("stain", 8)
    assert not (made[SHIRT == 0]).any()
    assert made[where].min() == 110
