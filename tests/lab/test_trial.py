"""How long an epoch takes, from a short trial of the same training."""

from dataclasses import replace

import pytest

from fmnist_app.lab.records import Snapshot
from fmnist_app.lab.trial import EPOCHS, seconds_per_epoch, trial_of
from fmnist_app.models import OWN
from fmnist_app.training import TrainingSettings
from fmnist_app.training.points import Point, Progress

OWN_ONE = TrainingSettings(
    models=("basic",), own="conv32-3,pool2,flat,dense10", epochs=20, learning_rate=0.5, seed=7
)
LARGE = replace(OWN_ONE, models=(OWN,), own="conv32-3,res32-3,gap,dense10")


def trial(settings, training, measuring):
    """A trial whose second epoch took so many seconds to train and to measure."""
    tried = trial_of(settings)
    steps = tried.epochs * tried.steps_per_epoch
    now = Snapshot("t", tried, "running", "", (), {}, {}, 0)
    first = Point(OWN, "epoch", 1.0, 0.5, 1.0, 0.5, 1.0, 100.0)
    second = replace(first, epoch=2.0, seconds=100.0 + training + measuring)
    for event in (first, Progress(OWN, steps, steps, 1.0, 100.0 + training), second):
        now = now.after(event)
    return now


def test_a_trial_trains_the_network_alone_and_shortly():
    tried = trial_of(OWN_ONE)
    assert (tried.models, tried.epochs, tried.own) == ((OWN,), EPOCHS, OWN_ONE.own)
    assert tried.pictures == 54_000  # which takes a small one no longer than a large one few
    assert 1_000 <= trial_of(LARGE).pictures < 3_000
    assert trial_of(replace(LARGE, pictures=500)).pictures == 500


def test_what_does_not_change_the_time_does_not_change_the_trial():
    other = replace(OWN_ONE, seed=8, learning_rate=0.1, patience=3, epochs=3)
    assert trial_of(other) == trial_of(OWN_ONE)
    assert trial_of(replace(OWN_ONE, batch_size=8)) != trial_of(OWN_ONE)
    assert trial_of(replace(OWN_ONE, mirror=1.0)) != trial_of(OWN_ONE)


def test_the_time_grows_with_the_pictures_and_with_what_is_measured():
    now = trial(replace(LARGE, pictures=1_000), training=1.0, measuring=0.7)  # 7,000 are measured
    assert seconds_per_epoch(now, replace(LARGE, pictures=1_000)) == pytest.approx(1.7)
    # 4,000 more are trained on, and 3,000 more of them measured.
    assert seconds_per_epoch(now, replace(LARGE, pictures=5_000)) == pytest.approx(5 + 1.1)
    # A long epoch is looked at four times, at twice 1,000 pictures.
    assert seconds_per_epoch(now, replace(LARGE, pictures=50_000)) == pytest.approx(50 + 1.2 + 0.8)


def test_looks_within_the_trials_epochs_are_no_training():
    now = trial(OWN_ONE, training=54 + 0.8, measuring=1.2)  # 8,000 looked at, 12,000 measured
    assert seconds_per_epoch(now, OWN_ONE) == pytest.approx(54 + 0.8 + 1.2)
    assert seconds_per_epoch(now, replace(OWN_ONE, pictures=1_000)) == pytest.approx(1 + 0.7)


def test_nothing_is_said_before_the_last_epoch_is_measured():
    now = trial(LARGE, training=1.0, measuring=1.0)
    assert seconds_per_epoch(replace(now, points=now.points[:1]), LARGE) is None
    assert seconds_per_epoch(replace(now, progress={}), LARGE) is None
