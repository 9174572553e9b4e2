import pytest

from fmnist_app.data import Dataset, load_dataset


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load_dataset(fetch=True)
