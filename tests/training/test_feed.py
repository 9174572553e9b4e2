"""Which pictures a run measures on: all of them after an epoch, and enough of them within one."""

from dataclasses import replace

import numpy as np
import pytest

from fmnist_app.training import TrainingSettings
from fmnist_app.training.feed import Feed

LONG = TrainingSettings(pictures=54_000)


@pytest.fixture(scope="module")
def feed(dataset):
    return Feed.of(dataset, LONG)


def test_the_end_of_an_epoch_is_measured_on_the_same_pictures_each_time(feed):
    assert feed.measured("epoch", 1).tolist() == feed.split.measured.tolist()
    assert feed.validated("epoch", 1).tolist() == feed.split.validation.tolist()


def test_a_look_takes_other_pictures_each_time_and_the_same_when_repeated(feed):
    one, other = feed.validated("probe", 300), feed.validated("probe", 600)
    assert one.tolist() == feed.validated("probe", 300).tolist()
    assert one.tolist() != other.tolist()
    assert set(one) <= set(feed.split.validation)
    assert set(feed.measured("probe", 300)) <= set(feed.split.measured)
    assert len(set(one)) == 1_000


def test_a_look_has_as_many_pictures_of_each_class(feed, dataset):
    counts = np.bincount(dataset.train_labels[feed.validated("probe", 300)])
    assert counts.max() - counts.min() <= 2


def test_looks_agree_with_the_value_of_the_epoch_within_their_chance(feed):
    """Marked by a network that is right or wrong of each picture for good."""
    right = np.random.default_rng(1).uniform(size=60_000) < 0.85
    whole = right[feed.validated("epoch")].mean()
    looks = np.array([right[feed.validated("probe", step)].mean() for step in range(400)])
    chance = np.sqrt(whole * (1 - whole) / 1_000)
    assert abs(looks.mean() - whole) < chance / 4  # none of the pictures is favoured
    assert (abs(looks - whole) < 2 * chance).mean() > 0.93


@pytest.mark.parametrize(("pictures", "looked_at"), [(1_000, 0), (6_399, 0), (6_400, 400)])
def test_a_short_epoch_has_no_look_rather_than_one_at_few_pictures(dataset, pictures, looked_at):
    assert Feed.of(dataset, replace(LONG, pictures=pictures)).looked_at == looked_at


def test_the_watched_pictures_are_new_ones_of_six_classes(feed, dataset):
    assert set(feed.watched) <= set(feed.split.validation)
    assert not set(feed.watched) & set(feed.split.train)
    assert dataset.train_labels[feed.watched].tolist() == [6, 4, 2, 0, 3, 7]


def test_another_seed_watches_other_pictures(feed, dataset):
    other = Feed.of(dataset, replace(LONG, seed=1))
    assert other.watched.tolist() != feed.watched.tolist()


def test_a_run_validated_on_the_test_pictures_watches_those(dataset):
    feed = Feed.of(dataset, TrainingSettings(protocol="report", pictures=60_000))
    assert dataset.test_labels[feed.watched].tolist() == [6, 4, 2, 0, 3, 7]
