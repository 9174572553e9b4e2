"""Letters are written on their paper, few and in several hands."""

import numpy as np

from fmnist_app.augment.synthetic.lettering import CANVAS, Lettering


def test_letters_leave_ink_on_the_paper(rng):
    for _ in range(40):
        ink = Lettering()(rng)
        assert (ink.shape, ink.dtype) == (CANVAS, bool)
        assert 0.002 < ink.mean() < 0.5


def test_more_letters_are_wider(rng):
    def width(count):
        inks = [Lettering(count=(count, count), size=(2.0, 2.0))(rng) for _ in range(30)]
        return np.mean([np.ptp(np.flatnonzero(ink.any(axis=0))) for ink in inks])

    assert width(3) > 1.3 * width(1)


def test_a_broader_pen_leaves_more_ink():
    def inked(width):
        pen = Lettering(width=(width, width))
        return sum(pen(np.random.default_rng(seed)).sum() for seed in range(10))

    assert inked(5) > 1.4 * inked(1)


def test_a_seed_writes_the_same_letters():
    first, again, other = (Lettering()(np.random.default_rng(seed)) for seed in (4, 4, 5))
    assert (first == again).all()
    assert (first != other).any()
