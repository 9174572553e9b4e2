"""Figures that code draws: every class gives pictures, again the same, and varied ones."""

import numpy as np
import pytest

from fmnist_app.augment.photos import taken
from fmnist_app.augment.synthetic import drawn_figure, photo_figure
from fmnist_app.zoo.pool import make_pool

LABELS = range(-1, 10)


@pytest.mark.parametrize("label", LABELS)
def test_every_class_is_drawn_and_photographed(label):
    rng = np.random.default_rng(label + 1)
    for _ in range(20):
        for picture in (drawn_figure(label, rng), taken(photo_figure(label, rng), rng)):
            assert picture.shape == (28, 28)
            assert picture.dtype == np.uint8
            assert (picture > 20).mean() > 0.02


def test_the_same_seed_draws_the_same_figure_and_another_seed_another():
    first, again, other = (drawn_figure(2, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_a_pool_holds_drawings_photos_and_no_clothing():
    pictures = np.zeros((40, 28, 28), np.uint8)
    pictures[:, 4:24, 8:20] = 180
    pool = make_pool(pictures, np.repeat(np.arange(10), 4), seed=3)
    assert len(pool.pictures) == len(pool.labels) == len(pool.kinds)
    assert set(pool.kinds.tolist()) == {1, 2, 3}
    assert ((pool.labels == -1) == (pool.kinds == 3)).all()
