"""What is no clothing looks less like clothing than clothing does."""

import numpy as np
import pytest

from fmnist_app.augment import Label, NonClothing
from fmnist_app.augment.nonclothing import DoodleDrawing, GarmentPart, ObjectPhoto

Source = tuple[np.ndarray, np.ndarray]  # pictures and their labels


@pytest.fixture(scope="module")
def source(dataset):
    return np.asarray(dataset.train_images[:3000]), np.asarray(dataset.train_labels[:3000])


@pytest.fixture(scope="module")
def foreign(source: Source):
    rng = np.random.default_rng(8)
    return np.stack([NonClothing()(*source, rng) for _ in range(200)])


def unit(pictures):
    flat = pictures.reshape(-1, 784).astype(np.float32)
    flat = flat - flat.mean(axis=1, keepdims=True)
    return flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)


def test_it_is_less_like_the_nearest_garment_than_another_garment_is(
    source: Source, foreign, dataset
):
    known = unit(source[0])
    garments = unit(np.asarray(dataset.test_images[:300]))
    others = unit(foreign)
    alike = [np.quantile((some @ known.T).max(axis=1), 0.5) for some in (garments, others)]
    assert alike[0] > 0.88
    assert alike[1] < 0.8


def test_pictures_are_grey_and_varied(foreign):
    assert (foreign.shape, foreign.dtype) == ((200, 28, 28), np.uint8)
    assert (foreign > 20).mean(axis=(1, 2)).min() > 0.01
    assert len({picture.tobytes() for picture in foreign}) == 200


def test_a_seed_gives_the_same_picture(source: Source):
    for seed in range(10):
        first, again = (NonClothing()(*source, np.random.default_rng(seed)) for _ in range(2))
        assert (first == again).all()


@pytest.mark.parametrize("kind", range(5))
def test_every_kind_can_be_asked_for_alone(kind, source: Source):
    shares = tuple(float(place == kind) for place in range(5))
    only = NonClothing(shares=shares)
    found = [only(*source, np.random.default_rng(seed)) for seed in range(12)]
    assert len({picture.tobytes() for picture in found}) == 12


def test_doodles_have_the_tones_of_drawings(rng):
    found = np.stack([DoodleDrawing()(rng) for _ in range(30)])
    # Two tones and what lies between them at the edges.
    assert found.max() <= 190
    assert np.mean([len(np.unique(picture[picture > 0])) for picture in found]) > 2


def test_a_part_of_trousers_is_their_top_and_of_a_dress_its_skirt(rng):
    graded = np.tile(np.arange(30, 58, dtype=np.uint8)[:, None], (1, 28))
    part = GarmentPart()
    for _ in range(20):
        shorts, skirt = part(graded, Label.TROUSER, rng), part(graded, Label.DRESS, rng)
        assert shorts[shorts > 0].max() <= 30 + 13
        assert skirt[skirt > 0].min() >= 30 + 9
        corner = part(graded, Label.COAT, rng)
        assert np.ptp(corner[corner > 25]) <= 13


def test_a_part_is_as_large_as_the_frame_allows(garments, rng):
    for label in (Label.TROUSER, Label.DRESS, Label.COAT):
        for picture in garments[label]:
            part = GarmentPart()(picture, label, rng)
            assert (part.shape, part.dtype) == ((28, 28), np.uint8)
            assert max(part.any(axis=0).sum(), part.any(axis=1).sum()) >= 26


def test_an_empty_part_is_replaced_by_the_whole(rng):
    lone = np.zeros((28, 28), np.uint8)
    lone[:, 13:15] = 200
    assert (GarmentPart()(lone, Label.TROUSER, rng) == lone).all()


def test_shuffled_tiles_are_the_pictures_own(pictures, rng):
    shuffle = ObjectPhoto(scrambles=(1.0, 0.0), tiles=(7,))
    for picture in pictures:
        mixed = shuffle.scrambled(picture, pictures, rng)
        assert (np.sort(mixed, axis=None) == np.sort(picture, axis=None)).all()
    assert any((shuffle.scrambled(p, pictures, rng) != p).any() for p in pictures)


def test_turned_patches_come_from_two_pictures(pictures, rng):
    patch = ObjectPhoto(scrambles=(0.0, 1.0))
    for picture in pictures:
        mixed = patch.scrambled(picture, picture[None], rng)
        ways = np.stack([np.rot90(picture), np.rot90(picture, 3)])
        assert (mixed == ways).any(axis=0).all()


def test_another_phase_keeps_the_texture_and_loses_the_form(pictures, rng):
    rephase = ObjectPhoto(scrambles=(0.0, 0.0))
    mixed = np.stack([rephase.scrambled(picture, pictures, rng) for picture in pictures])
    related = [
        np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(mixed, pictures, strict=True)
    ]
    assert np.mean(np.abs(related)) < 0.5


def test_a_bare_surface_fills_the_frame_and_forms_do_not(pictures, rng):
    surface, forms = (
        np.stack([ObjectPhoto(shares=shares)(pictures, rng) for _ in range(20)])
        for shares in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    )
    assert (surface > 0).all()
    assert ((forms == 0).mean(axis=(1, 2)) > 0.05).mean() > 0.8


def test_parts_are_of_trousers_and_dresses_where_that_is_asked_for(pictures, labels, rng):
    wanted = np.isin(labels, [Label.TROUSER, Label.DRESS])
    others_black = np.where(wanted[:, None, None], pictures, 0).astype(np.uint8)
    chosen = NonClothing(shares=(0.0, 0.0, 0.0, 0.0, 1.0))
    any_garment = NonClothing(shares=(0.0,) * 5)
    assert all(chosen(others_black, labels, rng).any() for _ in range(30))
    assert not all(any_garment(others_black, labels, rng).any() for _ in range(30))
