"""Other light changes the garment's tones and nothing else."""

import dataclasses

import cv2
import numpy as np
import pytest

from fmnist_app.augment import Relight
from fmnist_app.augment.lighting import Print

STILL = Relight(
    negative=0.0,
    gamma=0.0,
    contrast=(1.0, 1.0),
    brightness=0.0,
    folds=(0, 0),
    pattern=0.0,
    printed=0.0,
)


def relit(pictures, rng, **parameters):
    return dataclasses.replace(STILL, **parameters)(pictures, rng)


def means(pictures):
    return np.array([picture[picture > 14].mean() for picture in pictures])


def test_parameters_at_zero_change_nothing(pictures, rng):
    assert (STILL(pictures, rng) == pictures).all()


def test_the_silhouette_stays(pictures, rng):
    changed = Relight()(pictures, rng)
    assert ((changed > 0) == (pictures > 0)).all()
    assert (changed != pictures).any(axis=(1, 2)).all()


def test_a_negative_reverses_the_garments_tones(pictures, rng):
    negative = relit(pictures, rng, negative=1.0, least_mean=0.0)
    inside = (pictures[:, 1:-1, 1:-1] > 60) & (pictures[:, 1:-1, 1:-1] < 240)
    related = np.corrcoef(
        pictures[:, 1:-1, 1:-1][inside].astype(float), negative[:, 1:-1, 1:-1][inside]
    )
    assert related[0, 1] < -0.5


def test_the_edge_of_a_bright_garment_does_not_glow_in_its_negative(rng):
    bright = np.zeros((28, 28), np.uint8)
    bright[6:22, 6:22] = 60
    bright[7:21, 7:21] = 230
    negative = relit(bright, rng, negative=1.0, least_mean=0.0)
    assert negative[6, 10] <= negative[14, 14]


def test_a_garment_does_not_vanish_in_the_dark(pictures, rng):
    dark = relit(pictures, rng, negative=1.0, brightness=60.0)
    floor = np.minimum(STILL.least_mean, means(pictures))
    assert (means(np.where(pictures > 14, np.maximum(dark, 15), 0)) > 0.8 * floor).all()


def test_contrast_flattens_and_brightness_shifts(pictures, rng):
    flat = relit(pictures, rng, contrast=(0.3, 0.3))
    for before, after in zip(pictures, flat, strict=True):
        inside = np.s_[1:-1, 1:-1]
        middle = cv2.erode((before > 14).astype(np.uint8), np.ones((3, 3)))[inside] > 0
        if middle.sum() > 20:
            assert after[inside][middle].std() < 0.35 * before[inside][middle].std() + 1
    shifted = relit(pictures, rng, brightness=30.0)
    moves = means(shifted) - means(pictures)
    assert 10 < moves.std() < 40


@pytest.mark.parametrize(
    "detail", [{"folds": (2, 2)}, {"pattern": 1.0}, {"printed": 1.0}, {"gamma": 0.5}]
)
def test_every_detail_shows(detail, pictures, rng):
    changed = relit(pictures, rng, **detail)
    assert (changed != pictures).any(axis=(1, 2)).mean() > 0.9


def test_a_print_lies_on_the_chest(rng):
    for _ in range(50):
        mask = Print(broken=0.0)((100, 80), rng)
        assert (mask.shape, mask.dtype) == ((100, 80), bool)
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        assert 25 <= rows.min() <= rows.max() < 80
        assert 24 <= columns.min() <= columns.max() < 52


def test_a_print_is_a_box_unless_it_is_broken(rng):
    def filled(mask):
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        return mask[np.ix_(rows, columns)].mean() if mask.any() else 0.0

    whole, broken = (
        [filled(Print(broken=share)((100, 80), rng)) for _ in range(30)] for share in (0.0, 1.0)
    )
    assert min(whole) == 1.0
    assert np.mean(broken) < 0.9
