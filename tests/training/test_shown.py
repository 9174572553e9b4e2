"""What the page shows of alterations: rising strength, draws, and the values drawn in words."""

import numpy as np
import pytest

from fmnist_app.training.augmentation import Augmentation, Strengths
from fmnist_app.training.shown import LEVELS, OPERATIONS, draws, in_words, rising, strengths_at

STRONG = Augmentation(**dict.fromkeys(OPERATIONS, 1.0)).strengths


def square():
    picture = np.zeros((28, 28), np.uint8)
    picture[10:18, 10:18] = 255
    return picture


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_row_begins_with_the_picture_itself_and_ends_altered(operation, dataset):
    picture = dataset.train_images[0]
    shown = rising(picture, operation)
    assert shown.shape == (len(LEVELS), 28, 28)
    assert (shown[0] == picture).all()
    assert (shown[-1] != picture).any()


def test_a_turn_grows_with_its_strength():
    changes = np.abs(rising(square(), "turn").astype(int) - square()).sum(axis=(1, 2))
    assert (np.diff(changes) > 0).all()


def test_off_leaves_every_draw_as_it_is():
    assert strengths_at("turn", 0.0).none
    assert (draws(square(), Strengths(), 5, 3) == square()).all()
    assert in_words(Strengths(), 5, 3) == ["as it is"] * 3


def test_another_seed_draws_others_and_the_same_one_the_same(dataset):
    picture = dataset.train_images[0]
    assert (draws(picture, STRONG, 1, 4) == draws(picture, STRONG, 1, 4)).all()
    assert (draws(picture, STRONG, 1, 4) != draws(picture, STRONG, 2, 4)).any()
    assert in_words(STRONG, 1, 4) != in_words(STRONG, 2, 4)


def test_the_words_say_where_a_picture_was_moved_and_how_wide_it_became():
    moved = strengths_at("shift", 1.0)
    for made, words in zip(draws(square(), moved, 3, 8), in_words(moved, 3, 8), strict=True):
        rows, columns = np.nonzero(made)
        across, down = columns.min() - 10, rows.min() - 10
        assert (f"{abs(across)} {'right' if across > 0 else 'left'}" in words) == bool(across)
        assert (f"{abs(down)} {'down' if down > 0 else 'up'}" in words) == bool(down)
    wider = strengths_at("stretch", 1.0)
    for made, words in zip(draws(square(), wider, 3, 8), in_words(wider, 3, 8), strict=True):
        width = made[14].astype(float).sum() / 255 / 8
        assert float(words.split()[0]) == pytest.approx(width, abs=0.06)


def test_a_turn_to_the_right_is_clockwise():
    bar = np.zeros((28, 28), np.uint8)
    bar[3:14, 13:15] = 255  # from the middle upwards
    turn = strengths_at("turn", 1.0)
    for made, words in zip(draws(bar, turn, 3, 8), in_words(turn, 3, 8), strict=True):
        middle = (made * np.arange(28.0)).sum() / made.sum()
        assert ("right" in words) == (middle > 13.5)


def test_the_words_name_what_was_mirrored_flipped_and_erased():
    said = " ".join(in_words(STRONG, 1, 8))
    for words in ("mirrored", "upside down", "pixels erased", "corners moved by up to"):
        assert words in said
