"""What to try next follows from what happened, and can be trained."""

import pytest

from fmnist_app.experiments.next_runs import next_runs
from fmnist_app.training import TrainingSettings
from tests.evaluation.test_seen import GAP, LEARNS, MEMORISES

FEW = TrainingSettings(pictures=1_000, epochs=40)


def changes(settings, report, *, blown_up=False):
    reports = {"Basic": report} if report else {}
    return [one.change for one in next_runs(settings, reports, blown_up=blown_up)]


def test_a_network_that_memorises_gets_more_pictures_fewer_epochs_or_less_memory():
    assert changes(FEW, MEMORISES) == [
        "5,000 pictures instead of 1,000",
        "2 epochs instead of 40",
        "16 filters instead of 32",
    ]


def test_one_that_still_learns_gets_more_epochs():
    assert changes(TrainingSettings(), LEARNS) == [
        "16 epochs instead of 8",
        "learning rate 0.01 instead of 0.001",
        "1,000 pictures instead of 54,000",
    ]


def test_after_a_loss_that_blew_up_the_rate_is_smaller():
    found = changes(TrainingSettings(learning_rate=1000.0), None, blown_up=True)
    assert found[0] == "learning rate 10 instead of 1000"


def test_a_run_of_which_nothing_came_suggests_nothing():
    assert changes(TrainingSettings(), None) == []


@pytest.mark.parametrize("report", [LEARNS, GAP, MEMORISES])
@pytest.mark.parametrize(
    "settings",
    [
        TrainingSettings(),
        FEW,
        TrainingSettings(epochs=50, pictures=500, learning_rate=1000.0, filters=4),
        TrainingSettings(epochs=1, pictures=60_000, protocol="report"),
    ],
)
def test_what_is_suggested_differs_and_can_be_trained(settings, report):
    found = next_runs(settings, {"Basic": report}, blown_up=False)
    assert len(found) <= 3
    assert len({one.settings for one in found} | {settings}) == len(found) + 1
