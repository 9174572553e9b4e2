"""Tones and missing parts: the silhouette stays, or loses a rectangle."""

import numpy as np
import pytest

from fmnist_app.augment import BrightnessContrast, RandomErasing


def garment_means(pictures):
    return np.array([picture[picture > 0].mean() for picture in pictures])


def garment_spreads(pictures):
    return np.array([picture[picture > 0].std() for picture in pictures])


def test_parameters_at_zero_change_nothing(pictures, rng):
    assert (BrightnessContrast(0.0, 0.0)(pictures, rng) == pictures).all()
    assert (RandomErasing(0.0)(pictures, rng) == pictures).all()


def test_tones_change_and_the_silhouette_does_not(pictures, rng):
    changed = BrightnessContrast(0.9, 0.9)(pictures, rng)
    assert ((changed > 0) == (pictures > 0)).all()
    assert (changed != pictures).any(axis=(1, 2)).all()


def test_brightness_scales_all_tones_by_one_factor(pictures, rng):
    dark = pictures // 2
    changed = BrightnessContrast(0.4, 0.0)(dark, rng)
    for before, after in zip(dark, changed, strict=True):
        bright = before > 60
        factors = after[bright] / before[bright]
        assert np.ptp(factors) < 0.02
        assert 0.59 < factors.mean() < 1.41
    factors = garment_means(changed) / garment_means(dark)
    assert factors.min() < 0.75
    assert factors.max() > 1.25


def test_contrast_changes_the_spread_and_not_the_mean(pictures, rng):
    changed = BrightnessContrast(0.0, 0.3)(pictures, rng)
    np.testing.assert_allclose(garment_means(changed), garment_means(pictures), atol=9)
    factors = garment_spreads(changed) / garment_spreads(pictures)
    assert factors.min() < 0.8
    assert factors.max() > 1.1


def test_contrast_keeps_the_mean_that_brightness_gives(pictures):
    mid = pictures // 2
    plain, contrasted = (
        BrightnessContrast(0.3, contrast)(mid, np.random.default_rng(6)) for contrast in (0.0, 0.3)
    )
    np.testing.assert_allclose(garment_means(contrasted), garment_means(plain), atol=4)


def test_what_is_erased_is_one_rectangle_within_the_frame(rng):
    white = np.full((300, 28, 28), 200, np.uint8)
    hole = RandomErasing(1.0)(white, rng) == 0
    rows, columns = hole.any(axis=2).sum(axis=1), hole.any(axis=1).sum(axis=1)
    assert (hole.sum(axis=(1, 2)) == rows * columns).all()
    assert rows.min() >= 1
    area = rows * columns / 784
    assert 0.01 < area.min() < 0.04
    assert 0.17 < area.max() < 0.23
    assert (columns / rows).max() > 2.2
    assert (rows / columns).max() > 2.2


def test_every_place_may_be_erased(rng):
    white = np.full((2000, 28, 28), 200, np.uint8)
    erased = (RandomErasing(1.0)(white, rng) == 0).mean(axis=0)
    assert erased.min() > 0
    assert erased[14, 14] > erased[0, 0]


@pytest.mark.parametrize("probability", [0.2, 0.7])
def test_as_many_pictures_lose_a_part_as_is_asked_for(probability, rng):
    white = np.full((2000, 28, 28), 200, np.uint8)
    erased = (RandomErasing(probability)(white, rng) == 0).any(axis=(1, 2))
    assert abs(erased.mean() - probability) < 0.05
