import numpy as np
import pytest

from fmnist_app.core.errors import LabError
from fmnist_app.data import Dataset, Protocol, Split, evaluation_sizes, make_split

PROTOCOLS: tuple[Protocol, ...] = ("holdout", "report")


def split(dataset: Dataset, protocol: Protocol, pictures: int, seed: int = 7) -> Split:
    return make_split(dataset.train_labels, dataset.test_labels, protocol, pictures, seed)


def spread(labels: np.ndarray) -> int:
    counts = np.bincount(labels, minlength=10)
    return int(counts.max() - counts.min())


@pytest.mark.parametrize("pictures", [500, 1003, 54_000])
def test_a_holdout_never_validates_on_a_training_picture(dataset: Dataset, pictures: int) -> None:
    made = split(dataset, "holdout", pictures)
    together = np.concatenate([made.train, made.validation])
    assert len(np.unique(together)) == pictures + 6000
    assert made.validation_set == "train"


def test_a_holdout_of_54000_uses_every_picture_once(dataset: Dataset) -> None:
    made = split(dataset, "holdout", 54_000)
    together = np.sort(np.concatenate([made.train, made.validation]))
    assert np.array_equal(together, np.arange(60_000))


def test_the_report_validates_on_the_whole_test_set(dataset: Dataset) -> None:
    made = split(dataset, "report", 60_000)
    assert made.validation_set == "test"
    assert np.array_equal(np.sort(made.validation), np.arange(10_000))
    assert np.array_equal(np.sort(made.train), np.arange(60_000))


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("pictures", [500, 54_000])
def test_the_evaluation_sizes_are_those_of_the_split(
    dataset: Dataset, protocol: Protocol, pictures: int
) -> None:
    made = split(dataset, protocol, pictures)
    assert evaluation_sizes(protocol, pictures) == (len(made.measured), len(made.validation))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_classes_are_equally_frequent_or_differ_by_one(
    dataset: Dataset, protocol: Protocol
) -> None:
    assert spread(dataset.train_labels[split(dataset, protocol, 20_000).train]) == 0
    assert spread(dataset.train_labels[split(dataset, protocol, 20_003).train]) == 1


def test_each_class_has_600_validation_pictures(dataset: Dataset) -> None:
    labels = dataset.train_labels[split(dataset, "holdout", 500).validation]
    assert np.bincount(labels).tolist() == [600] * 10


@pytest.mark.parametrize("length", [1, 10, 64, 1000, 1001])
def test_any_prefix_is_balanced(dataset: Dataset, length: int) -> None:
    made = split(dataset, "holdout", 30_000)
    assert spread(dataset.train_labels[made.validation[:length]]) <= 1
    assert spread(dataset.train_labels[made.measured[:length]]) <= 1


def test_the_measured_pictures_are_among_those_trained_on(dataset: Dataset) -> None:
    for pictures, measured in ((500, 500), (30_000, 6000)):
        made = split(dataset, "holdout", pictures)
        assert len(made.measured) == measured
        assert np.isin(made.measured, made.train).all()


def test_a_smaller_run_is_part_of_a_larger_one(dataset: Dataset) -> None:
    small, large = split(dataset, "holdout", 1000), split(dataset, "holdout", 5000)
    assert np.isin(small.train, large.train).all()
    assert np.array_equal(small.validation, large.validation)


def test_the_same_seed_gives_the_same_split_and_another_seed_another(dataset: Dataset) -> None:
    first, again = split(dataset, "holdout", 1000), split(dataset, "holdout", 1000)
    other = split(dataset, "holdout", 1000, seed=8)
    assert np.array_equal(first.train, again.train)
    assert not np.array_equal(first.train, other.train)
    assert not np.array_equal(first.validation, other.validation)


def test_a_seed_means_the_same_pictures_in_every_version(dataset: Dataset) -> None:
    made = split(dataset, "holdout", 500, seed=0)
    assert made.validation[:5].tolist() == [53924, 25556, 57691, 16026, 55372]
    assert made.train[:5].tolist() == [39186, 56341, 16927, 50924, 14122]


def test_indices_are_int32_and_read_only(dataset: Dataset) -> None:
    made = split(dataset, "report", 1000)
    for indices in (made.train, made.validation, made.measured):
        assert indices.dtype == np.int32
        assert not indices.flags.writeable


@pytest.mark.parametrize(
    ("protocol", "pictures", "seed", "sentence"),
    [
        ("holdout", 499, 0, "499 pictures to train on were asked for; expected 500 to 54,000"),
        ("holdout", 54_001, 0, "expected 500 to 54,000"),
        ("report", 60_001, 0, "expected 500 to 60,000"),
        ("holdout", 500, -1, "The seed is -1; expected 0 or more"),
        ("kfold", 500, 0, 'The protocol is "kfold"; expected "holdout" or "report"'),
    ],
)
def test_values_out_of_range_are_refused_in_a_sentence(
    dataset: Dataset, protocol: Protocol, pictures: int, seed: int, sentence: str
) -> None:
    with pytest.raises(LabError, match=sentence):
        split(dataset, protocol, pictures, seed)
