"""What is remembered of good pictures, what differs from them, and what may be said of it."""

import json

import numpy as np
import pytest

from fmnist_app.catalog import shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.data.nearest import Nearest
from fmnist_app.inference.anomaly.detector import FEWEST, LEVEL, Detector, TooFewError
from fmnist_app.inference.anomaly.measured import FILE, DetectionError, measured
from fmnist_app.inference.anomaly.memory import PatchMemory, patch_features, pixel_features
from fmnist_app.inference.anomaly.styles import GOOD, OTHERS, style_around

ALIKE = 30  # good pictures


def stripes(count, seed=0):
    """Pictures of one style: the same bright block, with a little noise."""
    pictures = np.zeros((count, 28, 28), np.uint8)
    pictures[:, 5:23, 8:20] = 180
    noise = np.random.default_rng(seed).integers(0, 20, pictures.shape)
    return np.where(pictures, pictures + noise, 0).astype(np.uint8)


@pytest.fixture(scope="module")
def network():
    return read_weights(shipped("standard"))


@pytest.fixture(scope="module")
def detector(network):
    return Detector(lambda pictures: patch_features(network, pictures), stripes(ALIKE))


def test_distances_are_those_to_the_nearest_part_of_the_same_place_or_beside_it():
    rng = np.random.default_rng(0)
    memory, some = (rng.normal(size=(count, 4, 5, 3)).astype(np.float32) for count in (6, 2))
    found = PatchMemory(memory).distances(some)
    for picture, row, column in np.ndindex(found.shape):
        near = memory[:, max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
        expected = np.linalg.norm(near - some[picture, row, column], axis=-1).min()
        assert found[picture, row, column] == pytest.approx(expected, rel=1e-4)


def test_a_good_picture_is_held_against_the_others_and_not_itself():
    memory = PatchMemory(pixel_features(stripes(5)))
    assert memory.distances(memory.features).max() == pytest.approx(0, abs=1e-3)
    assert memory.among_themselves().max(axis=(1, 2)).min() > 0.005


def test_a_hole_is_called_different_and_marked_where_it_is(detector):
    spoilt = stripes(1, seed=7)
    whole = spoilt.copy()
    spoilt[0, 12:15, 10:13] = 0
    before, after = detector.inspect(np.concatenate([whole, spoilt]))
    assert after.differs
    assert not before.differs
    assert after.as_unusual == 0
    assert after.share == pytest.approx(1 / (ALIKE + 1))
    row, column = np.unravel_index(after.heat.argmax(), after.heat.shape)
    assert 10 <= row <= 16
    assert 8 <= column <= 14


def test_of_other_good_pictures_few_are_called_different(detector):
    found = detector.inspect(stripes(200, seed=1))
    # 5 % are meant; of 200 more than 26 would be five standard errors above that.
    assert sum(one.differs for one in found) <= 26


def test_fewer_than_twenty_good_pictures_are_too_few_in_a_sentence():
    with pytest.raises(TooFewError, match="There are 19 good pictures; expected 20 or more"):
        Detector(pixel_features, stripes(FEWEST - 1))
    assert 1 / (FEWEST + 1) <= LEVEL


def test_a_style_is_of_one_class_and_what_is_checked_was_not_remembered(dataset):
    place = measured().styles[0].picture
    style = style_around(dataset, Nearest(dataset.train_images), place)
    assert (len(style.good), len(style.others)) == (GOOD, OTHERS)
    assert not set(style.good.tolist()) & set(style.others.tolist())
    labels = dataset.train_labels[np.concatenate([style.good, style.others])]
    assert set(labels.tolist()) == {measured().styles[0].label}


def test_what_was_measured_has_every_kind_and_good_pieces_are_fair():
    found = measured()
    assert {one.kind for one in found.defects} == {"hole", "stain", "tear", "missing"}
    assert found.good_against_good.low < 0.5 < found.good_against_good.high
    assert all(one.auroc.low <= one.auroc.value <= one.auroc.high for one in found.defects)


@pytest.mark.parametrize("text", ["", "{}", '{"defects": {"seed": 0}}'])
def test_a_broken_file_is_told_in_a_sentence(tmp_path, text):
    path = tmp_path / "measured.json"
    path.write_text(text)
    with pytest.raises(DetectionError, match="bench --only defects"):
        measured(path)
    assert json.loads(FILE.read_text())["versions"]
