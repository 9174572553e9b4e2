"""Views of shoes: from above, as a pair, upright, with a higher ankle."""

import cv2
import numpy as np
import pytest

from fmnist_app.augment import Label
from fmnist_app.augment.geometry import enlarged, trimmed
from fmnist_app.augment.shoes import AnkleRaise, Pair, ShoeView, Sole, TopView


@pytest.fixture(scope="module")
def shoes(garments):
    return [
        enlarged(picture) for picture in [*garments[Label.SNEAKER], *garments[Label.ANKLE_BOOT]]
    ]


def pieces(picture):
    count, _, stats, _ = cv2.connectedComponentsWithStats((picture > 14).astype(np.uint8))
    return [stats[i, cv2.CC_STAT_AREA] for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] > 60]


def test_a_sole_is_blunt_at_both_ends_and_narrower_at_the_heel(rng):
    along = np.linspace(0, 1, 101)
    for _ in range(50):
        half = Sole()(along, rng)
        assert half.dtype == np.float32
        assert half[[0, -1]].max() < 1e-6
        assert 0.6 < half.max() <= 1.0
        assert half[10] >= half[90]


def test_a_shoe_from_above_is_the_same_on_both_sides(shoes, rng):
    for shoe in shoes:
        view = TopView()(shoe, rng)
        assert view.dtype == np.uint8
        assert view.shape[1] == 84
        assert ((view > 0) == (view[::-1] > 0)).mean() > 0.99
        assert view.shape[0] < 0.6 * 84
        assert (view > 0).mean() > 0.4


def test_a_view_from_above_runs_from_the_top_of_the_shoe_to_its_ground(rng):
    graded = np.zeros((84, 84), np.uint8)
    graded[20:80] = np.linspace(60, 250, 60).astype(np.uint8)[:, None]
    for _ in range(10):
        view = TopView(insole=0.0)(graded, rng)
        column = view[:, 42][view[:, 42] > 0].astype(int)
        middle = len(column) // 2
        assert column[middle] < 75
        assert min(column[0], column[-1]) > 180
        assert (np.diff(column[: middle + 1]) <= 0).all()
        assert (np.diff(column[middle:]) >= 0).all()


def test_an_insole_shows_where_a_shoe_is_dark(rng):
    dark = np.zeros((84, 84), np.uint8)
    dark[20:80] = 20
    dark[60:80] = 120
    plain = TopView(insole=0.0)(dark, rng)
    lined = TopView(insole=1.0, insole_tones=(222.0, 222.0))(dark, rng)
    assert (plain != 222).all()
    assert (lined == 222).mean() > 0.1
    assert (lined == 120).mean() > 0.05
    assert not (lined == 20).any()


def test_a_shoe_too_short_to_unfold_is_left_alone(rng):
    short = np.zeros((84, 84), np.uint8)
    short[40:50, 10:35] = 100
    assert TopView()(short, rng) is short


def test_a_pair_is_two_of_a_shoe(shoes, rng):
    apart = Pair(gap=(13, 13), offset=0.0, lean=0.0)
    for shoe in shoes:
        tall = np.rot90(trimmed(shoe))
        if tall.shape[0] < tall.shape[1]:
            continue
        both = apart(np.ascontiguousarray(tall), rng, mirror=True)
        assert (both.shape, both.dtype) == ((220, 220), np.uint8)
        assert sum(pieces(both)) == pytest.approx(2 * sum(pieces(tall)), rel=0.02)
        left = trimmed(both)[:, : tall.shape[1]]
        right = trimmed(both)[:, -tall.shape[1] :]
        assert ((left > 14) == (right > 14)[:, ::-1]).mean() > 0.97


def test_a_higher_ankle_leaves_the_toe_alone(shoes, rng):
    raised = AnkleRaise(start=(0.5, 0.5), rise=(0.6, 0.6))
    for shoe in shoes:
        high = raised(shoe, rng)
        assert (high[:, :42] == shoe[:, :42]).all()
        top = [np.flatnonzero((one[:, 60:] > 14).any(axis=1))[0] for one in (shoe, high)]
        assert top[1] <= top[0]
        assert (high > 14).sum() >= (shoe > 14).sum()


def test_no_rise_changes_nothing(shoes, rng):
    still = AnkleRaise(rise=(0.0, 0.0))
    for shoe in shoes:
        assert np.abs(still(shoe, rng).astype(int) - shoe).max() <= 1


def test_shares_choose_the_view(shoes, rng):
    upright = ShoeView(shares=(0.0, 0.0, 1.0), upright_left=1.0)
    as_it_is = ShoeView(shares=(0.0, 0.0, 0.0))
    single = ShoeView(shares=(1.0, 0.0, 0.0), above_paired=0.0)
    for shoe in shoes:
        assert (upright(shoe, Label.SNEAKER, rng) == np.rot90(shoe)).all()
        assert as_it_is(shoe, Label.SANDAL, rng) is shoe
        assert single(shoe, Label.SNEAKER, rng).shape[0] == 84
        assert ShoeView((0.0, 1.0, 0.0))(shoe, Label.SANDAL, rng).shape == (220, 220)


def test_boots_are_seldom_seen_from_above(shoes, rng):
    def from_above(label):
        views = [ShoeView(above_paired=0.0)(shoes[0], label, rng) for _ in range(300)]
        return np.mean([view.shape[1] < 84 for view in views])

    assert from_above(Label.ANKLE_BOOT) < 0.15
    assert from_above(Label.SNEAKER) > 0.35


def test_a_third_of_boots_are_pairs_from_the_side(shoes, rng):
    views = [ShoeView(above_paired=0.0)(shoes[-1], Label.ANKLE_BOOT, rng) for _ in range(300)]
    assert 0.25 < np.mean([view.shape == (220, 220) for view in views]) < 0.42
