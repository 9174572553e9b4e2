"""One rung of a search: a network trained for some of its epochs, to go on later or not."""

from dataclasses import replace
from pathlib import Path

from fmnist_app.data import Dataset
from fmnist_app.training.checkpoints import fresh, load, save
from fmnist_app.training.control import Control
from fmnist_app.training.feed import Feed
from fmnist_app.training.fit import Training
from fmnist_app.training.points import Listener, Point, Progress, Result
from fmnist_app.training.run import explained
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.traced import Traced


def train_rung(
    dataset: Dataset,
    settings: TrainingSettings,
    epochs: int,
    control: Control,
    folder: Path,
    *,
    opens_test: bool,
    on_point: Listener[Point],
    on_progress: Listener[Progress],
    on_file: Listener[Path],
) -> Result:
    """Train the one network of `settings` until it has had `epochs` of their epochs.

    It goes on from where it was saved in `folder`, and is saved there for `on_file`. The learning
    rate goes along the whole of the settings' epochs, so that the rungs of a training, one after
    the other, are that training. Only with `opens_test` are the test pictures looked at. The
    seconds of the result are those of this rung. Raises `NotSavedError` if the disk does not take
    what is saved.
    """
    name = settings.models[0]
    model, start = load(name, settings, folder) or (fresh(name, settings), None)
    training = Training(
        Traced(model, Feed.of(dataset, settings), settings, control),
        on_point=on_point,
        on_progress=on_progress,
        start=start,
        until=epochs,
        opens_test=opens_test,
    )
    result = training.run()
    with explained(name):
        save(training, settings, folder, on_file)
    return replace(result, seconds=result.seconds - (start.seconds if start else 0.0))
