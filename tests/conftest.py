"""The data set for all tests, homes that have it from the start, and which tests are slow."""

import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fmnist_app.core import paths
from fmnist_app.core.errors import LabError
from fmnist_app.data import Dataset, load_dataset, locate

HERE = Path(__file__).parent
# Where tests open a browser, train, load Keras or lay out maps; elsewhere, single tests are marked.
SLOW = (
    "bench/test_pruning.py",
    "bench/test_recipe.py",
    "browser",
    "archive",
    "cli/test_embed.py",
    "lab/test_cluster.py",
    "lab/test_cluster_data.py",
    "lab/test_disk.py",
    "lab/test_embedding.py",
    "lab/test_executor.py",
    "lab/test_worker_process.py",
    "experiments/frontier/test_frontier.py",
    "experiments/label_errors",
    "experiments/remedies/test_train.py",
    "experiments/test_study.py",
    "experiments/test_study_cluster.py",
    "experiments/search/test_cluster.py",
    "experiments/search/test_search_command.py",
    "experiments/search/test_work.py",
    "inference/test_embedding.py",
    "training",
    "zoo/test_segmenter.py",
    "zoo/test_teach.py",
)


def is_slow(path: Path) -> bool:
    return any(path.is_relative_to(HERE / slow) for slow in SLOW)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    # Importing these alone takes Keras ten seconds.
    return True if config.option.markexpr == "not slow" and is_slow(collection_path) else None


def pytest_collection_finish() -> None:
    # Every look for garbage would go through all that the tests import.
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if is_slow(item.path):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    try:
        # Some tests read the packed files, which may be gone although the arrays are kept.
        locate(fetch=True, say=print)
        return load_dataset()
    except LabError as error:
        pytest.exit(f"The tests need the data set. {error}", returncode=3)


def with_fewer_test_pictures(dataset: Dataset, part: int = 10) -> Dataset:
    """The data set with a tenth, or another part, of its test pictures: to be done sooner."""
    few = slice(len(dataset.test_labels) // part)
    images, labels = dataset.test_images[few], dataset.test_labels[few]
    return replace(dataset, test_images=images, test_labels=labels)


@pytest.fixture(scope="session")
def furnish(dataset: Dataset) -> Callable[[Path], Path]:
    """Make a folder a home of the app that has the data set: links cost neither time nor disk."""
    packed, kept = locate(fetch=False, say=print).folder, paths.home() / "arrays"

    def furnish(home: Path) -> Path:
        (home / "arrays").mkdir(parents=True)
        (home / "dataset").symlink_to(packed.absolute())
        # A link for each file: what an app writes anew lands in its own home.
        for file in kept.absolute().glob("[!.]*"):
            (home / "arrays" / file.name).symlink_to(file)
        return home

    return furnish
