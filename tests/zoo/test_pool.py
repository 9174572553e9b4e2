"""The pool of a robust network: what it holds, and how it is read in batches."""

import dataclasses

import numpy as np
import pytest

from fmnist_app.augment import Label
from fmnist_app.zoo.pool import (
    DRAWING,
    NO_CLOTHING,
    OTHER,
    PHOTO,
    PLAIN,
    Jitter,
    Pool,
    PoolSettings,
    batches,
    make_pool,
    plain_pool,
)

Some = tuple[np.ndarray, np.ndarray]  # pictures and their labels


@pytest.fixture(scope="module")
def some(dataset):
    """Eighty pictures, eight of each label."""
    labels = np.asarray(dataset.test_labels)
    places = np.concatenate([np.flatnonzero(labels == label)[:8] for label in range(10)])
    return np.asarray(dataset.test_images[places]), labels[places]


@pytest.fixture(scope="module")
def pool(some: Some):
    return make_pool(*some, seed=3)


def test_a_pool_holds_drawings_photos_and_no_clothing():
    pictures = np.zeros((40, 28, 28), np.uint8)
    pictures[:, 4:24, 8:20] = 180
    pool = make_pool(pictures, np.repeat(np.arange(10), 4), seed=3)
    assert len(pool.pictures) == len(pool.labels) == len(pool.kinds)
    assert set(pool.kinds.tolist()) == {1, 2, 3}
    assert ((pool.labels == -1) == (pool.kinds == 3)).all()


def test_a_pool_has_as_many_pictures_as_its_settings_say(pool):
    counts = {kind: int((pool.kinds == kind).sum()) for kind in (DRAWING, PHOTO, OTHER)}
    usual = PoolSettings()
    assert counts[DRAWING] == counts[PHOTO]
    # Some shirts are left out, the only ones whose number is drawn.
    assert usual.rounds * 80 - 8 <= counts[DRAWING] <= usual.rounds * 80
    assert counts[OTHER] == usual.others * 80


def test_drawings_and_photos_are_of_the_same_labels(pool):
    drawn, taken = (np.bincount(pool.labels[pool.kinds == kind]) for kind in (DRAWING, PHOTO))
    assert (drawn == taken).all()
    assert set(pool.labels.tolist()) == {NO_CLOTHING, *range(10)}


def test_two_rounds_use_each_picture_twice_and_leave_shirts_out(some: Some):
    settings = PoolSettings(rounds=2.0, others=0.0, shirts=0.0)
    pool = make_pool(*some, seed=1, settings=settings)
    counts = np.bincount(pool.labels, minlength=10)
    assert counts[Label.SHIRT] == 0
    assert set(np.delete(counts, Label.SHIRT).tolist()) == {2 * 2 * 8}


def test_a_seed_gives_the_same_pool_and_another_one_another(some: Some, pool):
    again, other = make_pool(*some, seed=3), make_pool(*some, seed=4)
    for name in ("pictures", "labels", "kinds"):
        assert (getattr(again, name) == getattr(pool, name)).all()
    assert pool.pictures.shape != other.pictures.shape or (pool.pictures != other.pictures).any()


def test_figures_take_the_pictures_place_where_settings_say(some: Some):
    plain, labels = some
    without = PoolSettings(others=0.0, synthetic_drawings=0.0, rounds=1.0, shirts=1.0)
    only = dataclasses.replace(without, synthetic_drawings=1.0)
    black = np.zeros_like(plain)
    drawn = [
        make_pool(black, labels, 0, settings).pictures[: len(labels)]
        for settings in (without, only)
    ]
    assert not drawn[0].any()
    assert drawn[1].any(axis=(1, 2)).all()


def test_plain_pictures_are_left_as_they_are(some: Some):
    pool = plain_pool(*some)
    assert (pool.pictures == some[0]).all()
    assert (pool.labels == some[1]).all()
    assert set(pool.kinds.tolist()) == {PLAIN}


def test_a_pass_reads_each_picture_of_both_pools_once_and_weighs_plain_ones(some: Some, pool):
    plain = plain_pool(*some)
    total = len(plain.labels) + len(pool.labels)
    read = list(batches(plain, pool, 16, 1.5, np.random.default_rng(0)))
    assert len(read) == total // 16
    for pictures, labels, weights in read:
        assert (pictures.shape, pictures.dtype) == ((16, 28, 28, 1), np.float32)
        assert 0.0 <= pictures.min() <= pictures.max() <= 1.0
        assert (labels.dtype, weights.dtype) == (np.int32, np.float32)
    labels = np.concatenate([labels for _, labels, _ in read])
    expected = np.bincount(np.concatenate([plain.labels, pool.labels]) + 1)
    left_out = expected - np.bincount(labels + 1, minlength=11)
    assert left_out.min() >= 0
    assert left_out.sum() == total % 16
    weights = np.concatenate([weights for _, _, weights in read])
    assert set(weights.tolist()) == {1.0, 1.5}
    assert 0 <= len(plain.labels) - (weights == 1.5).sum() <= total % 16


def test_labels_and_weights_belong_to_their_pictures():
    def of(value, label):
        pictures = np.full((32, 28, 28), value, np.uint8)
        return Pool(pictures, np.full(32, label, np.int8), np.zeros(32, np.uint8))

    for pictures, labels, weights in batches(
        of(40, 3), of(200, 7), 8, 2.0, np.random.default_rng(1)
    ):
        dark = pictures.max(axis=(1, 2, 3)) < 0.3
        assert (labels == np.where(dark, 3, 7)).all()
        assert (weights == np.where(dark, 2.0, 1.0)).all()


def test_jitter_at_zero_only_scales_to_one(some: Some, rng):
    still = Jitter(flipped=0.0, shifted=0.0, dimmed=0.0)(some[0], rng)
    np.testing.assert_allclose(still, some[0] / 255.0, atol=1e-6)
    assert still.dtype == np.float32


def test_jitter_mirrors_shifts_and_dims(some: Some, rng):
    pictures = some[0]
    flipped = Jitter(flipped=1.0, shifted=0.0, dimmed=0.0)(pictures, rng)
    np.testing.assert_allclose(flipped, pictures[:, :, ::-1] / 255.0, atol=1e-6)
    shifted = Jitter(flipped=0.0, shifted=1.0, dimmed=0.0)(pictures, rng)
    np.testing.assert_allclose(
        np.sort(shifted, axis=None), np.sort(pictures / 255.0, axis=None), atol=1e-6
    )
    assert (np.abs(shifted * 255 - pictures) > 1).any(axis=(1, 2)).mean() > 0.8
    dimmed = Jitter(flipped=0.0, shifted=0.0, dimmed=1.0, gain=(0.5, 0.5))(pictures, rng)
    np.testing.assert_allclose(dimmed, pictures / 510.0, atol=1e-6)


@pytest.fixture
def rng():
    return np.random.default_rng(2)
