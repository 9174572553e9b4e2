"""Training from one seed: every network of some settings, side by side, to its end."""

from collections.abc import Callable

from fmnist_app.core.errors import LabError
from fmnist_app.data import Dataset
from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.fit import Training
from fmnist_app.training.points import Point, Result, ignore
from fmnist_app.training.run import side_by_side
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.traced import Traced

EpochListener = Callable[[str, Training, Point], None]


def trained(dataset: Dataset, settings: TrainingSettings, on_epoch: EpochListener) -> list[Result]:
    """Train every network of `settings` once; a blown-up loss raises `LabError`.

    `on_epoch` gets each epoch's point with the network's name and its training, which can measure
    the test set.
    """
    feed, control = Feed.of(dataset, settings), Control(settings.epochs)
    trainings = [
        _training(name, Traced(fresh(name, settings), feed, settings, control), on_epoch)
        for name in settings.models
    ]
    return side_by_side(trainings, control, _finished)


def _training(name: str, traced: Traced, on_epoch: EpochListener) -> Training:
    def tell(point: Point) -> None:
        if point.kind == "epoch":
            on_epoch(name, training, point)

    training = Training(traced, on_point=tell, on_progress=ignore)
    return training


def _finished(_: Training, result: Result) -> None:
    if result.ending != "finished":
        raise LabError(result.explanation or f"{result.model} was stopped.")
