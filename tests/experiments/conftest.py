"""The data set as experiments train on it: on slices, and with fewer test pictures."""

import pytest

from fmnist_app.data import Dataset
from tests.conftest import with_fewer_test_pictures


@pytest.fixture(scope="session")
def dataset(dataset: Dataset) -> Dataset:
    return with_fewer_test_pictures(dataset)
