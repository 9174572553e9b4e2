"""What is most alike: maps that do not change with brightness, nearest first."""

import numpy as np
import pytest

from fmnist_app.catalog import shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.wardrobe.similar import NETWORK, features, most_alike


@pytest.fixture(scope="module")
def described(dataset):
    network = read_weights(shipped(NETWORK))
    return lambda pictures: features(network, np.asarray(pictures))


def test_features_have_length_one_and_are_those_of_the_last_maps(described, dataset):
    found = described(dataset.test_images[:3])
    assert found.shape == (3, 3 * 3 * 128)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1)


def test_a_picture_is_nearest_to_itself_and_a_shifted_one_is_found_again(described, dataset):
    pictures = np.asarray(dataset.test_images[:300])
    every = described(pictures)
    assert most_alike(every[7], every, 5)[0] == 7
    moved = described(np.roll(pictures[:20], 1, axis=2))
    found = [most_alike(one, every, 1)[0] for one in moved]
    assert np.mean(np.array(found) == np.arange(20)) > 0.7


def test_of_few_pieces_no_more_are_given(described, dataset):
    every = described(dataset.test_images[:2])
    assert len(most_alike(every[0], every, 5)) == 2
