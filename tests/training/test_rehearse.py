"""The run that is gone through before anybody wants it."""

import pytest

from fmnist_app.training.control import Control
from fmnist_app.training.presets import DEMO, PRESETS
from fmnist_app.training.rehearse import rehearse
from fmnist_app.training.run import train

SETTINGS = PRESETS[DEMO].settings
EPOCHS = 2


@pytest.fixture(scope="module")
def rehearsed(dataset):
    return rehearse(dataset)


@pytest.fixture(scope="module")
def unrehearsed(dataset, tmp_path_factory):
    return points(dataset, tmp_path_factory.mktemp("run"), None)


@pytest.mark.parametrize("time", ["the first", "the second"])
def test_a_run_goes_the_same_way_with_what_was_rehearsed(
    dataset, tmp_path, rehearsed, unrehearsed, time
):
    assert rehearsed.settings == SETTINGS
    assert points(dataset, tmp_path, rehearsed) == unrehearsed


def points(dataset, folder, rehearsed):
    """Where a run stands after each of its first two epochs, with which it is stopped."""
    control, said = Control(SETTINGS.epochs), []

    def on_point(point):
        said.append((point.epoch, point.accuracy, point.loss, point.val_accuracy, point.val_loss))
        if point.epoch == EPOCHS:
            control.stop()

    (result,) = train(
        dataset,
        SETTINGS,
        control,
        folder,
        on_point=on_point,
        on_progress=lambda _: None,
        on_result=lambda _: None,
        rehearsed=rehearsed,
    )
    return said, result.epochs
