"""The network that cuts garments out learns from masks that nobody drew."""

import json

import keras
import numpy as np
import pytest
from PIL import Image

from fmnist_app.images.garment.segmenter import FILE, SIDE
from fmnist_app.zoo.composites import AsTaken, Composite, GuessedMasks
from fmnist_app.zoo.masks import overlap
from fmnist_app.zoo.photo_rows import PhotoRow
from fmnist_app.zoo.rough_masks import rough_mask
from fmnist_app.zoo.segmenter import (
    FACTS,
    SegmenterSettings,
    fit_round,
    guessed_again,
    roughly_guessed,
    unet,
    usable,
)

SMALL = 32


def squares(count: int, side: int = SMALL) -> GuessedMasks:
    """Photos of a bright square somewhere on dark ground, and their masks."""
    rng = np.random.default_rng(0)
    shares = np.zeros((count, side, side), np.float32)
    for share in shares:
        down, right = rng.integers(side // 8, side // 2, 2)
        share[down : down + side // 3, right : right + side // 3] = 1.0
    photos = np.where(shares[..., None] > 0, 220, 60) + rng.integers(-9, 10, (*shares.shape, 3))
    return GuessedMasks(photos.astype(np.uint8), shares, np.ones(count), np.ones(count, bool))


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_rough_guesses_agree_on_what_stands_out():
    photo = np.full((96, 128, 3), 200, np.uint8)
    photo[30:70, 40:90] = (40, 60, 120)
    found = rough_mask(photo)
    right = np.zeros((96, 128), bool)
    right[30:70, 40:90] = True
    assert found.agreement > 0.9
    assert overlap(found.share > 0.5, right) > 0.9


def test_rough_guesses_at_nothing_say_nothing():
    found = rough_mask(np.full((64, 64, 3), 128, np.uint8))
    assert found.agreement == 0.0
    assert (found.share == 0.5).all()


def test_the_mask_of_a_composite_is_where_the_garment_was_laid(rng):
    for _ in range(20):
        photo, mask, weight = Composite(recoloured=0.0, ground_recoloured=0.0, white=0.0)(
            squares(8), rng
        )
        assert photo.dtype == np.uint8
        assert mask.shape == weight.shape == (SMALL, SMALL)
        assert (weight == 1.0).all()
        assert photo[mask > 0.5].mean() > photo[mask < 0.5].mean() + 60


def test_a_photo_counts_where_its_guesses_agree(rng):
    guessed = squares(4)
    unsure = GuessedMasks(
        guessed.photos, np.full_like(guessed.shares, 0.5), np.zeros(4), guessed.clothing
    )
    _, mask, weight = AsTaken()(guessed, rng)
    assert weight.max() == pytest.approx(1.0)
    assert 0.02 < mask.mean() < 0.5
    assert AsTaken()(unsure, rng)[2].max() == 0.0


def test_only_sure_masks_of_clothing_are_cut_out():
    guessed = squares(4)
    agreement, clothing = np.array([0.95, 0.95, 0.5, 0.86]), np.array([True, False, True, True])
    some = GuessedMasks(guessed.photos, guessed.shares, agreement, clothing)
    assert some.cutouts.tolist() == [0]
    assert len(some.grounds) == 3


def test_it_learns_what_a_garment_is_and_a_call_takes_the_round_up(tmp_path):
    settings = SegmenterSettings(epochs=(8,), learning_rates=(0.01,), examples=480, batch_size=8)
    guessed = squares(24)
    keras.utils.set_random_seed(0)
    network = unet(maps=(8, 12, 16), side=SMALL)
    fit_round(network, guessed, settings, 0, tmp_path)
    again = guessed_again(network, guessed)
    assert again.agreement.mean() > 0.7
    other = unet(maps=(8, 12, 16), side=SMALL)
    fit_round(other, guessed, settings, 0, tmp_path)
    pixels = guessed.photos[:2] / np.float32(255)
    assert np.array_equal(network(pixels), other(pixels))


def test_photos_of_people_it_is_measured_on_are_left_out(tmp_path):
    learnt, judged = tmp_path / "learnt", tmp_path / "judged"
    for folder in (learnt, judged):
        folder.mkdir()
    (learnt / "manifest.csv").write_text("path,labels,sender\na.png,0,anna\nb.png,1,ben\n")
    (judged / "manifest.csv").write_text(
        "path,label,domain,sender\nc.png,0,phone,ben\nd.png,1,icon,\n"
    )
    assert [row.sender for row in usable(learnt, judged)] == ["anna"]
    assert len(usable(learnt, None)) == 2


def test_photos_are_squeezed_into_a_square(tmp_path):
    photo = np.full((100, 60, 3), 230, np.uint8)
    photo[30:70, 20:40] = (150, 30, 30)
    Image.fromarray(photo).save(tmp_path / "a.png")
    guessed = roughly_guessed([PhotoRow(tmp_path / "a.png", (0,), "anna")])
    assert guessed.photos.shape == (1, SIDE, SIDE, 3)
    assert guessed.clothing.all()
    assert guessed.shares[0, SIDE // 2, SIDE // 2] > 0.9
    assert guessed.shares[0, 5, 5] < 0.1


def test_the_file_beside_the_network_says_how_it_was_made():
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    assert facts["parameters"] == unet().count_params()
    assert facts["photos"] > facts["senders"] > 100
    assert facts["settings"]["seed"] == SegmenterSettings().seed
    assert FILE.stat().st_size < 600_000
