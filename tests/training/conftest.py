"""Small real runs that the training tests share."""

from dataclasses import dataclass, field

import pytest

from fmnist_app.data import Dataset
from fmnist_app.training import Point, Progress, Result, TrainingSettings
from fmnist_app.training.points import Answers, Kernels
from tests.conftest import with_fewer_test_pictures


@pytest.fixture(scope="session")
def dataset(dataset: Dataset) -> Dataset:
    return with_fewer_test_pictures(dataset)


@dataclass
class Heard:
    """Everything a training reported."""

    points: list[Point] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)
    kernels: list[Kernels] = field(default_factory=list)

    def functions(self):
        return {
            "on_point": self.points.append,
            "on_progress": self.progress.append,
            "on_result": self.results.append,
            "on_answers": self.answers.append,
            "on_kernels": self.kernels.append,
        }


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def small():
    return TrainingSettings(models=("basic",), epochs=2, pictures=640, filters=4, seed=5)
