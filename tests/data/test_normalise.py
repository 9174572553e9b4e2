import numpy as np
import pytest

from fmnist_app.core.errors import LabError
from fmnist_app.data import Dataset, normalise


def test_pictures_are_scaled_and_get_a_channel_axis(dataset: Dataset) -> None:
    images = dataset.test_images[:100]
    scaled = normalise(images)
    assert scaled.shape == (100, 28, 28, 1)
    assert scaled.dtype == np.float32
    assert scaled.min() == 0
    assert scaled.max() == 1
    assert np.array_equal(scaled[..., 0], images.astype(np.float32) / np.float32(255))


def test_a_single_picture_gets_a_channel_axis_too(dataset: Dataset) -> None:
    assert normalise(dataset.test_images[0]).shape == (28, 28, 1)


@pytest.mark.parametrize(
    "images", [np.zeros((2, 28, 28), np.float32), np.zeros((2, 32, 32), np.uint8)]
)
def test_pictures_of_another_kind_are_refused(images: np.ndarray) -> None:
    with pytest.raises(LabError, match="expected uint8 of shape"):
        normalise(images)
