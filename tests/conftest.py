from pathlib import Path

import pytest

from fmnist_app.data import Dataset, load_dataset
from fmnist_app.errors import LabError

# Tests that train, start processes or drive a browser; `make test-quick` leaves them out.
SLOW = ("browser", "training", "study", "lab/test_worker_process.py")


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    try:
        return load_dataset(fetch=True)
    except LabError as error:
        pytest.exit(f"The tests need the data set. {error}", returncode=3)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(Path(__file__).parent).as_posix()
        if place.startswith(SLOW):
            item.add_marker("slow")
