"""Affine transforms: each does what its name says, and nothing at zero."""

import numpy as np
import pytest

from fmnist_app.augment import (
    Affine,
    HorizontalFlip,
    Rotate,
    Stretch,
    Translate,
    VerticalFlip,
    Zoom,
)
from fmnist_app.augment.geometric import warp_affine

NOTHING = [
    HorizontalFlip(0.0),
    VerticalFlip(0.0),
    Translate(0),
    Rotate(0.0),
    Zoom((1.0, 1.0)),
    Stretch(1.0),
    Affine(0.0, (1.0, 1.0), 1.0, 0.0, 0.0),
]


def extent(pictures, axis):
    """How many columns (axis 1) or rows (axis 2) of each picture are not black."""
    return (pictures > 20).any(axis=axis).sum(axis=1)


def weight(pictures):
    return pictures.sum(axis=(1, 2), dtype=float)


def centre(pictures):
    rows, columns = np.mgrid[0:28, 0:28]
    total = weight(pictures)
    return np.stack(
        [(pictures * where).sum(axis=(1, 2)) / total for where in (rows, columns)], axis=1
    )


@pytest.mark.parametrize("transform", NOTHING, ids=lambda transform: type(transform).__name__)
def test_parameters_at_zero_change_nothing(transform, pictures, rng):
    assert (transform(pictures, rng) == pictures).all()


@pytest.mark.parametrize("flip", [HorizontalFlip(1.0), VerticalFlip(1.0)])
def test_flipping_twice_changes_nothing_and_once_something(flip, pictures, rng):
    once = flip(pictures, rng)
    assert (once != pictures).any(axis=(1, 2)).all()
    assert (flip(once, rng) == pictures).all()


def test_flips_exchange_left_and_right_or_top_and_bottom(pictures, rng):
    assert (HorizontalFlip(1.0)(pictures, rng) == np.flip(pictures, 2)).all()
    assert (VerticalFlip(1.0)(pictures, rng) == np.flip(pictures, 1)).all()


def test_half_of_the_pictures_are_flipped(pictures, rng):
    many = np.repeat(pictures, 20, axis=0)
    flipped = (HorizontalFlip()(many, rng) != many).any(axis=(1, 2))
    assert 0.44 < flipped.mean() < 0.56


def test_a_shift_moves_by_whole_pixels_up_to_the_greatest_and_every_way(small, rng):
    shifted = Translate(pixels=3)(np.repeat(small, 10, axis=0), rng)
    moved = centre(shifted) - centre(np.repeat(small, 10, axis=0))
    np.testing.assert_allclose(moved, np.round(moved), atol=1e-6)
    found = {tuple(move) for move in np.round(moved).astype(int).tolist()}
    assert found == {(down, right) for down in range(-3, 4) for right in range(-3, 4)}


def test_what_is_shifted_out_of_the_frame_does_not_come_back(rng):
    white = np.full((200, 28, 28), 255, np.uint8)
    shifted = Translate(pixels=4)(white, rng)
    rows, columns = extent(shifted, 2), extent(shifted, 1)
    assert (weight(shifted) == rows * columns * 255).all()
    assert set(rows.tolist()) == {24, 25, 26, 27, 28}


def test_turning_keeps_the_garments_place_and_weight(small, rng):
    turned = Rotate(degrees=45.0)(small, rng)
    np.testing.assert_allclose(weight(turned), weight(small), rtol=0.03)
    middle = np.full(2, 13.5)
    before, after = (np.linalg.norm(centre(batch) - middle, axis=1) for batch in (small, turned))
    np.testing.assert_allclose(before, after, atol=0.15)


def test_a_quarter_turn_is_exact(pictures):
    clockwise = np.tile([[0.0, -1.0], [1.0, 0.0]], (len(pictures), 1, 1))
    assert (warp_affine(pictures, clockwise) == np.rot90(pictures, -1, axes=(1, 2))).all()


def test_a_shift_is_added_to_the_right_and_downwards(small):
    still = np.tile(np.eye(2), (len(small), 1, 1))
    moved = warp_affine(small, still, np.tile([2.0, 5.0], (len(small), 1)))
    assert (moved == np.roll(small, (5, 2), axis=(1, 2))).all()


def test_zooming_scales_width_and_height_alike(small, rng):
    factor = 1.5
    zoomed = Zoom((factor, factor))(small, rng)
    np.testing.assert_allclose(weight(zoomed), factor**2 * weight(small), rtol=0.04)
    for axis in (1, 2):
        grown = extent(zoomed, axis) - factor * extent(small, axis)
        assert np.abs(grown).max() <= 2


def test_zooming_out_shows_all_of_the_picture(pictures, rng):
    shrunk = Zoom((0.5, 0.5))(pictures, rng)
    assert not shrunk[:, :6].any()
    assert not shrunk[:, :, -6:].any()


def test_stretching_changes_proportions_within_the_ratio(small, rng):
    many = np.repeat(small, 20, axis=0)
    stretched = Stretch(ratio=1.5)(many, rng)
    wide, tall = (extent(stretched, axis) / extent(many, axis) for axis in (1, 2))
    assert 0.6 < np.quantile(wide, 0.01) < 0.75
    assert 1.35 < np.quantile(wide, 0.99) < 1.7
    assert (wide / tall).max() > 1.8
    assert (wide / tall).min() < 0.6


@pytest.mark.parametrize(
    ("part", "alone"),
    [
        (Affine(30.0, (1, 1), 1.0, 0.0, 0.0), Rotate(30.0)),
        (Affine(0.0, (0.7, 0.9), 1.0, 0.0, 0.0), Zoom((0.7, 0.9))),
        (Affine(0.0, (1, 1), 1.4, 0.0, 0.0), Stretch(1.4)),
    ],
)
def test_an_affine_transform_with_one_part_is_as_varied_as_that_part(part, alone, small, rng):
    many = np.repeat(small[:1], 400, axis=0)
    for axis in (1, 2):
        ours, theirs = extent(part(many, rng), axis), extent(alone(many, rng), axis)
        assert abs(ours.mean() - theirs.mean()) < 0.5
        assert abs(ours.std() - theirs.std()) < 0.5


def test_a_slant_moves_rows_and_keeps_their_length(small, rng):
    slanted = Affine(0.0, (1.0, 1.0), 1.0, 0.3, 0.0)(small, rng)
    np.testing.assert_allclose(slanted.sum(axis=2), small.sum(axis=2), atol=12)
    assert (slanted != small).any(axis=(1, 2)).mean() > 0.9
