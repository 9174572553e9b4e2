"""Real pictures for the tests of augmentation."""

import cv2
import numpy as np
import pytest

from fmnist_app.data import CLASSES, Dataset

EACH = 6


@pytest.fixture(scope="session")
def garments(dataset: Dataset) -> dict[int, np.ndarray]:
    """A few test pictures (6, 28, 28) of each label."""
    labels = np.asarray(dataset.test_labels)
    places = {label: np.flatnonzero(labels == label)[:EACH] for label in range(CLASSES)}
    return {label: np.array(dataset.test_images[place]) for label, place in places.items()}


@pytest.fixture(scope="session")
def labels() -> np.ndarray:
    """The labels (60,) of `pictures`."""
    return np.repeat(np.arange(CLASSES), EACH)


@pytest.fixture(scope="session")
def pictures(garments: dict[int, np.ndarray]) -> np.ndarray:
    """Test pictures (60, 28, 28), as many of each label."""
    return np.concatenate(list(garments.values()))


@pytest.fixture(scope="session")
def small(pictures: np.ndarray) -> np.ndarray:
    """The same at half their size in the middle of the frame, so that nothing leaves it."""
    halves = [cv2.resize(picture, (14, 14), interpolation=cv2.INTER_AREA) for picture in pictures]
    return np.pad(np.stack(halves), ((0, 0), (7, 7), (7, 7)))


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(11)
