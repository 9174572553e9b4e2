"""All networks of a run trained side by side, one thread each, in this process."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import Dataset
from fmnist_app.training.checkpoints import fresh, load, save, save_if_there_is_room
from fmnist_app.training.control import Control
from fmnist_app.training.errors import NotSavedError
from fmnist_app.training.export import hand_on, keep_predictions
from fmnist_app.training.feed import Feed
from fmnist_app.training.fit import Training
from fmnist_app.training.points import (
    Answers,
    Kernels,
    Listener,
    Point,
    Progress,
    Result,
    Started,
    ignore,
)
from fmnist_app.training.rehearse import Rehearsed
from fmnist_app.training.settings import TrainingSettings
from fmnist_app.training.traced import Traced


def train(
    dataset: Dataset,
    settings: TrainingSettings,
    control: Control,
    folder: Path,
    *,
    on_point: Listener[Point],
    on_progress: Listener[Progress],
    on_result: Listener[Result],
    on_start: Listener[Started] = ignore,
    on_answers: Listener[Answers] | None = None,
    on_kernels: Listener[Kernels] | None = None,
    on_file: Listener[Path] = ignore,
    rehearsed: Rehearsed | None = None,
) -> list[Result]:
    """Train the networks of `settings` and leave them in `folder`.

    A network already saved in `folder` goes on from where it stands, and one that has ended goes on
    if the run is made longer while another still trains. The functions are called from the
    networks' threads: `on_point` with a `Point`, `on_answers` with the `Answers` of that moment to
    the pictures that are watched, `on_kernels` with the first layer's at each epoch, `on_progress`
    with a `Progress`, `on_result` with a `Result` as each network ends; before that, `on_start`
    with a `Started` for each; and `on_file` with the path of each file that is whole, which it may
    move away. What was `rehearsed` with the same settings begins sooner, and goes the same way.
    Returns the results in the settings' order. An error in one network ends all of them
    and is raised here; `NotSavedError` if all were trained and the disk did not take them.
    """
    feed = rehearsed.feed if rehearsed else Feed.of(dataset, settings)
    trainings = []
    for name in settings.models:
        saved = load(name, settings, folder)
        if rehearsed and not saved:
            traced = rehearsed.renewed(control)
        else:
            model = saved[0] if saved else fresh(name, settings)
            traced = Traced(model, feed, settings, control)
        start = saved[1] if saved else None
        on_start(Started(name, start.step / settings.steps_per_epoch if start else 0.0))
        trainings.append(
            Training(
                traced,
                on_point=on_point,
                on_progress=on_progress,
                on_answers=on_answers,
                on_kernels=on_kernels,
                on_epoch=partial(
                    save_if_there_is_room, settings=settings, folder=folder, on_file=on_file
                ),
                start=start,
            )
        )

    def finish(training: Training, result: Result) -> None:
        on_result(result)
        with explained(result.model):
            files = NetworkFiles(folder, result.model)
            save(training, settings, folder, on_file)
            keep_predictions(training, result, dataset.sha256, files, on_file)

    results = side_by_side(trainings, control, finish)
    models = [training.model for training in trainings]
    del feed, trainings  # the pictures' memory is what the converter then works in
    gc.collect()
    for model, result in zip(models, results, strict=True):
        if result.ending != "diverged":
            with explained(result.model):
                hand_on(model, folder, on_file)
    return results


def export(settings: TrainingSettings, folder: Path, on_file: Listener[Path]) -> None:
    """Hand on the networks saved in `folder` as they stand: the files a training leaves at its end.

    Raises `SavedNetworkError` for one that is not of these settings, `NotSavedError` if the disk
    does not take it.
    """
    for name in settings.models:
        if found := load(name, settings, folder):
            with explained(name):
                hand_on(found[0], folder, on_file)


@contextmanager
def explained(model: str) -> Iterator[None]:
    """Turn an error of the disk into `NotSavedError`, in words."""
    try:
        yield
    except OSError as error:
        raise NotSavedError(model, error) from error


def side_by_side(
    trainings: list[Training], control: Control, finish: Callable[[Training, Result], None]
) -> list[Result]:
    """Run the trainings, a thread each, and `finish` each with its result; results in order.

    Where the run grows longer, all of them go on, those that had ended too. An error in one ends
    all of them and is raised here; only `NotSavedError` lets the others go on.
    """
    results: dict[str, Result] = {}
    errors: list[BaseException] = []

    def one(training: Training) -> None:
        try:
            going_on = True
            while going_on:
                result = training.run()
                results[result.model] = result
                finish(training, result)
                going_on = result.ending == "finished" and training.rest()
        except NotSavedError as error:
            errors.append(error)  # which is no reason to stop the other network
        except BaseException as error:
            errors.insert(0, error)
            control.stop()
        finally:
            control.leave()

    control.begin(len(trainings))
    threads = [threading.Thread(target=one, args=(t,), name=t.model.name) for t in trainings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[training.model.name] for training in trainings]
