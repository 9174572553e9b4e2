"""Sandals, soles and pairs from above."""

import numpy as np
import pytest

from fmnist_app.augment.synthetic.figure import Figure, box
from fmnist_app.augment.synthetic.soles import (
    LacedFromAbove,
    Outsole,
    Sandal,
    ShoesFromAbove,
    pair,
)


def made(maker, rng, count=60):
    return [maker(rng) for _ in range(count)]


def test_a_sole_is_longer_than_wide_and_wider_at_the_toes_than_at_the_heel(rng):
    for outline in made(Outsole(heel=(0.65, 0.9)), rng):
        wide, long = np.ptp(outline, axis=0)
        assert long > 1.4 * wide
        toes, heel = outline[outline[:, 1] < 0.45], outline[outline[:, 1] > 0.8]
        assert np.ptp(toes[:, 0]) > np.ptp(heel[:, 0])


def test_a_pair_is_a_shoe_and_its_mirror_image(rng):
    single = Figure([box(0, 0, 1, 3)])
    for _ in range(30):
        both = pair(single, rng)
        assert len(both.parts) == 2
        left, right = both.parts
        np.testing.assert_allclose(left[:, 0], -right[:, 0])
        assert np.ptp(left[:, 1] - right[:, 1]) < 1e-9


@pytest.mark.parametrize(("paired", "count"), [(0.0, 1), (1.0, 2)])
def test_a_sandal_from_above_is_one_or_a_pair(paired, count, rng):
    sandal = Sandal(from_side=0.0, paired=paired)
    assert {len(figure.parts) for figure in made(sandal, rng)} == {count}


@pytest.mark.parametrize(
    ("sandal", "counts"),
    [
        (Sandal(from_side=0.0, paired=0.0, thong=1.0, double_thong=0.0), {1}),
        (Sandal(from_side=0.0, paired=0.0, thong=1.0, double_thong=1.0), {2}),
        (Sandal(from_side=0.0, paired=0.0, thong=0.0), {2, 4, 6}),
    ],
)
def test_a_sandal_has_a_thong_or_bands(sandal, counts, rng):
    assert {len(figure.seams) for figure in made(sandal, rng)} == counts


def test_a_sandal_from_the_side_is_long_and_flat_under_its_straps(rng):
    for figure in made(Sandal(from_side=1.0), rng):
        wide, high = np.ptp(figure.parts[0], axis=0)
        assert wide > 1.5 * high
        assert 1 <= len(figure.straps) <= 3


def test_a_boot_from_above_has_a_shaft(rng):
    for boot, count in ((False, 1), (True, 2)):
        assert {len(figure.parts) for figure in made(LacedFromAbove(boot=boot), rng)} == {count}


def test_a_shoe_from_above_points_down_unless_it_is_turned(rng):
    def widest_at(figure):
        outline = figure.parts[0]
        upper, lower = (
            np.ptp(outline[half, 0])
            for half in (
                outline[:, 1] < outline[:, 1].mean() - 0.25,
                outline[:, 1] > outline[:, 1].mean() + 0.25,
            )
        )
        return lower - upper

    down = [widest_at(one) for one in made(ShoesFromAbove(paired=0.0, toes_up=0.0), rng)]
    up = [widest_at(one) for one in made(ShoesFromAbove(paired=0.0, toes_up=1.0), rng)]
    assert np.mean(down) > 0 > np.mean(up)
