"""Turning and trimming lose nothing of a garment."""

import cv2
import numpy as np
import pytest

from fmnist_app.augment.geometry import (
    THRESHOLD,
    Homography,
    enlarged,
    mirrored,
    rotated,
    trimmed,
)


def area(picture):
    return (picture > 60).sum()


def test_enlarging_keeps_the_garments_form(pictures):
    for picture in pictures:
        large = enlarged(picture)
        assert (large.shape, large.dtype) == ((84, 84), np.uint8)
        assert np.abs(large[1::3, 1::3].astype(int) - picture).mean() < 1


def test_mirroring_twice_changes_nothing(pictures):
    for picture in pictures:
        assert (mirrored(mirrored(picture)) == picture).all()
        assert (mirrored(picture)[:, 0] == picture[:, -1]).all()


def test_trimming_leaves_no_dark_margin_and_all_of_the_garment(small):
    for picture in small:
        cut = trimmed(picture)
        bright = cut > THRESHOLD
        assert bright[:, [0, -1]].any(axis=0).all()
        assert bright[[0, -1]].any(axis=1).all()
        assert area(cut) == area(picture)


def test_what_is_black_is_not_trimmed():
    black = np.zeros((20, 30), np.uint8)
    assert trimmed(black) is black


def test_no_turn_only_trims(pictures):
    for picture in pictures:
        assert (rotated(picture, 0.0) == trimmed(picture)).all()


def test_half_a_turn_is_upside_down(pictures):
    for picture in pictures:
        turned, expected = rotated(picture, 180.0), trimmed(picture)[::-1, ::-1]
        assert abs(area(turned) - area(expected)) <= 0.03 * area(expected)
        assert np.abs(np.subtract(turned.shape, expected.shape)).max() <= 1


@pytest.mark.parametrize("degrees", [20.0, -45.0, 90.0])
def test_a_turn_keeps_the_whole_garment(pictures, degrees):
    for picture in pictures:
        large = enlarged(picture)
        assert abs(area(rotated(large, degrees)) - area(large)) < 0.04 * area(large)


def test_a_view_with_no_spread_only_trims(pictures, rng):
    for picture in pictures:
        seen = Homography(0.0, 0.0, 0.0, 0.0)(picture, rng)
        assert (seen == trimmed(picture)).all()


def test_a_view_shows_the_garment_whole_in_other_proportions(pictures):
    stretch = Homography(rotation=0.0, stretch=0.3, shear=0.0, slant=0.0)
    for seed, picture in enumerate(pictures):
        large = trimmed(enlarged(picture))
        rng = np.random.default_rng(seed)
        seen = stretch(large, rng)
        rng = np.random.default_rng(seed)
        rng.normal(0, 1)
        wide, tall = np.exp(rng.normal(0, 0.3, 2))
        assert abs(seen.shape[1] - wide * large.shape[1]) < 3
        assert abs(seen.shape[0] - tall * large.shape[0]) < 3


def test_a_slanting_view_keeps_every_corner(rng):
    dots = np.zeros((84, 84), np.uint8)
    for row in (0, 76):
        for column in (0, 76):
            dots[row : row + 8, column : column + 8] = 255
    steep = Homography(rotation=20.0, slant=0.0015)
    for _ in range(30):
        seen = (steep(dots, rng) > THRESHOLD).astype(np.uint8)
        assert cv2.connectedComponents(seen)[0] == 5  # four dots and the ground
