"""The mask of a garment is what a network sees, together with what differs from the border."""

import numpy as np
import pytest

from fmnist_app.images.background import garment_masks, together, worth
from fmnist_app.images.decode import decode
from fmnist_app.images.garment import garment_probability
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.zoo.masks import overlap


def square(first: int, last: int) -> np.ndarray:
    """A mask of a square, in a picture of 60 x 60."""
    mask = np.zeros((60, 60), bool)
    mask[first:last, first:last] = True
    return mask


def test_what_differs_from_the_border_counts_by_its_worth():
    unsure = np.where(square(15, 45), 0.44, 0.0)  # by itself not likely enough
    assert together(unsure, square(15, 45), worth=0.0).all()
    assert overlap(together(unsure, square(15, 45), worth=0.5), square(15, 45)) > 0.95


def test_what_the_network_is_sure_of_stays_where_nothing_differs_from_the_border():
    sure = np.where(square(15, 45), 0.95, 0.0)
    nothing = np.zeros((60, 60), bool)
    assert overlap(together(sure, nothing, worth=0.0), square(15, 45)) > 0.95


def test_where_next_to_nothing_stands_out_all_of_the_photo_is_taken():
    speck = np.where(square(27, 33), 1.0, 0.0)
    assert together(speck, square(27, 33), worth=0.0).all()


def test_a_mask_is_worth_more_the_more_it_looks_like_a_garment():
    no_edges = np.zeros((60, 60), np.float32)
    edges = np.where(square(13, 47) & ~square(17, 43), 1.0, 0.0).astype(np.float32)
    inside, at_the_frame = square(15, 45), square(0, 30)
    assert worth(edges, inside) > worth(no_edges, inside) > worth(no_edges, at_the_frame)
    assert worth(edges, square(29, 31)) == 0.0  # a speck


@pytest.mark.parametrize("place", range(4))
def test_a_garment_on_a_white_ground_is_found(dataset, place):
    photo = decode(catalogue_photo(dataset.test_images[place], place).getvalue()).rgb
    likely = garment_probability(photo)
    assert likely.shape == photo.shape[:2]
    assert likely.dtype == np.float32
    masks = garment_masks(photo)
    by_tone = photo.min(axis=2) < 200  # it lies on white
    assert overlap(masks[0], by_tone) > 0.75
    assert not any(np.array_equal(masks[0], other) for other in masks[1:])
