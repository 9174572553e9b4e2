"""Synthetic pictures: every class gives some, again the same, and varied ones."""

import numpy as np
import pytest

from fmnist_app.augment import Label, Photo, SyntheticDrawing, SyntheticPhoto
from fmnist_app.augment.preprocessing import from_drawing
from fmnist_app.augment.synthetic import figure_of
from fmnist_app.augment.synthetic.pictures import GARMENTS
from fmnist_app.data import CLASSES

LABELS = range(-1, 10)
draw, garment, photo = SyntheticDrawing(), SyntheticPhoto(), Photo()


@pytest.mark.parametrize("label", LABELS)
def test_every_class_is_drawn_and_photographed(label):
    rng = np.random.default_rng(label + 1)
    for _ in range(20):
        for picture in (draw(label, rng), photo.of_garment(garment(label, rng), rng)):
            assert picture.shape == (28, 28)
            assert picture.dtype == np.uint8
            assert (picture > 20).mean() > 0.02


@pytest.mark.parametrize("make", [draw, garment], ids=["drawing", "garment"])
def test_the_same_seed_draws_the_same_figure_and_another_seed_another(make):
    first, again, other = (make(2, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert first.shape != other.shape or (first != other).any()


def test_each_label_has_a_figure():
    assert sorted(GARMENTS) == list(range(CLASSES))


@pytest.mark.parametrize("label", LABELS)
def test_a_garment_is_grey_on_black_with_a_margin(label):
    rng = np.random.default_rng(label + 1)
    for _ in range(10):
        picture = garment(label, rng)
        assert picture.dtype == np.uint8
        rim = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        assert not rim.any()
        assert picture[picture > 0].min() >= garment.shading.least
        assert (picture > 0).mean() > 0.02


def test_letters_are_for_no_clothing_alone():
    always, never = SyntheticDrawing(lettered=1.0), SyntheticDrawing(lettered=0.0)

    def drawn(maker, label):
        return maker(label, np.random.default_rng(5))

    rng = np.random.default_rng(5)
    rng.random()
    letters = from_drawing(always.lettering(rng))
    assert (drawn(always, Label.NO_CLOTHING) == letters).all()
    assert (drawn(never, Label.NO_CLOTHING) != letters).any()
    assert (drawn(always, Label.DRESS) == drawn(never, Label.DRESS)).all()


@pytest.mark.parametrize("label", [Label.DRESS, Label.SNEAKER])
def test_other_garments_are_for_no_clothing_alone(label):
    def shaded(share, label):
        return SyntheticPhoto(from_above=0.0, garment=share)(label, np.random.default_rng(5))

    assert (shaded(1.0, label) == shaded(0.0, label)).all()
    worn, thing = (shaded(share, Label.NO_CLOTHING) for share in (1.0, 0.0))
    assert worn.shape != thing.shape or (worn != thing).any()


def test_shoes_from_above_are_pairs_more_often_than_from_the_side(rng):
    def apart(maker):
        views = [maker(Label.SNEAKER, rng) for _ in range(40)]
        middles = [view[:, 2 * view.shape[1] // 5 : 3 * view.shape[1] // 5] for view in views]
        return np.mean([(middle == 0).any(axis=1).mean() for middle in middles])

    assert apart(SyntheticPhoto(from_above=1.0)) > apart(SyntheticPhoto(from_above=0.0)) + 0.1


@pytest.mark.parametrize("label", LABELS)
def test_a_figure_has_finite_lines_and_some_area(label, rng):
    for _ in range(30):
        figure = figure_of(label, rng)
        low, high = figure.bounds()
        assert np.isfinite([low, high]).all()
        assert (high - low > 0.05).all()
        assert figure.parts
        assert all(len(part) >= 3 for part in figure.parts)


def test_drawn_garments_are_told_from_one_another_better_than_by_chance(dataset, rng):
    known = silhouettes(dataset.train_images[:3000])
    marks = np.asarray(dataset.train_labels[:3000])
    labels = np.tile([Label.T_SHIRT, Label.TROUSER, Label.DRESS, Label.BAG], 25)
    drawn = silhouettes(np.stack([draw(label, rng) for label in labels]))
    nearest = marks[(drawn @ known.T).argmax(axis=1)]
    assert (nearest == labels).mean() > 0.25


def silhouettes(pictures):
    """Which pixels are not black, (n, 784), about their mean and of unit length."""
    flat = (np.asarray(pictures).reshape(-1, 784) > 30).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    return flat / np.linalg.norm(flat, axis=1, keepdims=True)
