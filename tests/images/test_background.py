"""The mask of a garment is what several guesses at it agree on."""

import numpy as np
import pytest

from fmnist_app.images import background
from fmnist_app.images.background import agreed, garment_masks


def square(first: int, last: int) -> np.ndarray:
    """A mask of a square, in a picture of 60 x 60."""
    mask = np.zeros((60, 60), bool)
    mask[first:last, first:last] = True
    return mask


@pytest.fixture
def dark_square() -> np.ndarray:
    return np.where(square(15, 45), 40, 220)[..., None].repeat(3, axis=2).astype(np.uint8)


def test_what_two_of_three_guesses_see_is_the_garment(dark_square):
    good, worse = square(15, 45), square(13, 47)
    assert (agreed(dark_square, [good, worse, good]) == good).all()


def test_a_guess_that_looks_like_no_garment_counts_for_nothing(dark_square):
    speck = square(29, 31)  # too small to be one
    assert (agreed(dark_square, [speck, speck, square(15, 45)]) == square(15, 45)).all()


def test_where_guesses_have_nothing_in_common_the_likeliest_is_taken(dark_square, monkeypatch):
    apart = [square(0, 20), square(20, 40), square(40, 60)]
    worths = iter([0.3, 0.34, 0.3])
    monkeypatch.setattr(background, "worth", lambda *_: next(worths))
    assert (agreed(dark_square, apart) == apart[1]).all()


def test_where_nothing_stands_out_all_of_the_photo_is_taken():
    flat = np.full((60, 60, 3), 128, np.uint8)
    assert agreed(flat, []).all()
    assert garment_masks(flat)[0].all()


def test_guesses_come_after_what_they_agree_on_and_no_mask_twice(dark_square):
    masks = garment_masks(np.kron(dark_square, np.ones((5, 5, 1), np.uint8)))
    right = np.kron(square(15, 45), np.ones((5, 5), bool))
    assert (masks[0] & right).sum() / (masks[0] | right).sum() > 0.95
    assert not any(np.array_equal(masks[0], other) for other in masks[1:])
