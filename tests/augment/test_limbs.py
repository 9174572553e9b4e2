"""Sleeves, legs and skirts move, the rest of the garment does not."""

import numpy as np
import pytest

from fmnist_app.augment import Label
from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.limbs import MARGIN, LegSpread, SkirtFlare, SleeveLift


@pytest.fixture(scope="module")
def large(garments):
    return {label: [enlarged(picture) for picture in some] for label, some in garments.items()}


def width(picture, rows=slice(None)):
    return np.ptp(np.flatnonzero((picture[rows] > 30).any(axis=0)))


def test_lifted_sleeves_reach_further_out(large, rng):
    lift = SleeveLift(angle=(60.0, 60.0), unevenness=0.0)
    for top in large[Label.PULLOVER]:
        lifted = lift(top, rng)
        assert (lifted.shape, lifted.dtype) == ((140, 140), np.uint8)
        assert width(lifted) > 1.15 * width(top)


def test_sleeves_that_are_not_lifted_stay(large, rng):
    still = SleeveLift(angle=(0.0, 0.0), unevenness=0.0)
    for top in large[Label.PULLOVER]:
        kept = still(top, rng)[MARGIN:-MARGIN, MARGIN:-MARGIN]
        assert (kept == top).all()


def test_the_torso_stays_where_it_was(large, rng):
    for top in large[Label.PULLOVER]:
        lifted = SleeveLift()(top, rng)
        assert lifted.shape == (140, 140)
        middle = lifted[MARGIN:-MARGIN, MARGIN + 38 : MARGIN + 46]
        assert (middle[40:] >= top[40:, 38:46]).all()


def test_a_straight_top_that_has_no_sleeves_to_hang_is_left_alone(rng):
    vest = np.zeros((84, 84), np.uint8)
    vest[10:80, 18:66] = 150
    assert SleeveLift()(vest, rng, may_hang=False) is vest
    assert SleeveLift()(vest, rng).shape == (140, 140)
    assert SleeveLift()(vest * 0, rng).shape == (84, 84)


def test_spread_legs_part_below_the_crotch_alone(large, rng):
    spread = LegSpread(crotch=(0.5, 0.5), angle=(20.0, 20.0))
    for trousers in large[Label.TROUSER]:
        apart = spread(trousers, rng)
        assert (apart.shape, apart.dtype) == ((84, 140), np.uint8)
        assert (apart[:42, MARGIN:-MARGIN] == trousers[:42]).all()
        assert width(apart, slice(70, 80)) > width(trousers, slice(70, 80)) + 10
        assert not apart[78, 64:76].any()


def test_what_is_alike_on_both_sides_stays_so(large, rng):
    for garment in large[Label.TROUSER] + large[Label.DRESS]:
        both = np.maximum(garment, garment[:, ::-1])
        for change in (LegSpread(), SkirtFlare()):
            changed = change(both, rng).astype(int)
            assert np.abs(changed - changed[:, ::-1]).max() <= 8


def test_sleeves_turn_about_the_shoulder(large, rng):
    def hand(top, shoulder):
        lift = SleeveLift((80.0, 80.0), unevenness=0.0, shoulder=(shoulder,) * 2, slant=(0.0, 0.0))
        lifted = lift(top, rng) > 30
        left = np.flatnonzero(lifted.any(axis=0))[0]
        return np.nonzero(lifted[:, left : left + 5])[0].mean()

    moved = [hand(top, 0.4) - hand(top, 0.1) for top in large[Label.PULLOVER]]
    assert 10 < np.median(moved) < 30


def test_a_wider_skirt_leaves_the_bodice_alone(large, rng):
    flare = SkirtFlare(waist=(0.5, 0.5), flare=(1.0, 1.0))
    for dress in large[Label.DRESS]:
        wide = flare(dress, rng)
        assert (wide.shape, wide.dtype) == ((84, 140), np.uint8)
        assert (wide[:42, MARGIN:-MARGIN] == dress[:42]).all()
        assert width(wide, slice(70, 80)) > 1.4 * width(dress, slice(70, 80))
        assert abs(width(wide, slice(42, 45)) - width(dress, slice(42, 45))) <= 6


def test_nothing_at_zero(large, rng):
    still_legs, still_skirt = LegSpread(angle=(0.0, 0.0)), SkirtFlare(flare=(0.0, 0.0))
    for garment in large[Label.DRESS] + large[Label.TROUSER]:
        assert (still_skirt(garment, rng)[:, MARGIN:-MARGIN] == garment).all()
        assert (still_legs(garment, rng)[:, MARGIN:-MARGIN] == garment).all()
