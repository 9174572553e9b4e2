"""The labels of Fashion-MNIST that look wrong: how they are found, and the file that is shipped."""

from pathlib import Path

import numpy as np
import pytest

from fmnist_app.__main__ import main
from fmnist_app.cli.label_errors import in_words
from fmnist_app.core.errors import LabError
from fmnist_app.data import Dataset
from fmnist_app.experiments.label_errors.folds import Plan, out_of_fold, with_planted
from fmnist_app.experiments.label_errors.found import (
    LISTED,
    Found,
    LabelErrorsError,
    gravest,
    read_found,
    write_found,
)
from fmnist_app.experiments.label_errors.run import find_label_errors

SMALL = Plan(layers="conv4-3,pool4,flat,dense10", folds=2, epochs=1, planted=100)
# Of a survey's 64 training pictures with a wrong label those that can be read where it was told:
# https://github.com/zalandoresearch/fashion-mnist/issues/166
REPORTED = (45592, 16691, 28264, 33982, 40513, 42018)


@pytest.fixture(scope="module")
def part(dataset: Dataset) -> Dataset:
    """13,000 pictures: half of them less 6,000 for validation leave 500 to learn from."""
    return Dataset(
        dataset.train_images[:13_000],
        dataset.train_labels[:13_000],
        dataset.test_images,
        dataset.test_labels,
        "here",
        "0",
    )


def test_each_picture_is_answered_by_a_network_that_did_not_learn_from_it(
    part: Dataset, tmp_path: Path
) -> None:
    said: list[str] = []
    answers = out_of_fold(part, part.train_labels, SMALL, tmp_path, said.append)
    assert answers.sum(axis=1) == pytest.approx(np.ones(13_000), abs=1e-3)
    assert [line[:11] for line in said] == ["Fold 1 of 2", "Fold 2 of 2"]
    right = (answers.argmax(axis=1) == part.train_labels).mean()
    assert 0.15 < right < 0.9  # by chance 0.1; 500 pictures, seen once

    again = out_of_fold(part, part.train_labels, SMALL, tmp_path, said.append)
    assert (again == answers).all()
    assert len(said) == 2  # nothing is trained twice

    with pytest.raises(LabError, match="other pictures"):
        out_of_fold(part, with_planted(part.train_labels, SMALL)[0], SMALL, tmp_path, said.append)


def test_what_is_found_says_how_it_was_found(part: Dataset, tmp_path: Path) -> None:
    found = find_label_errors(part, tmp_path, lambda _: None, SMALL)
    assert (found.pictures, found.folds, found.planted) == (13_000, 2, 100)
    assert len(found.listed) == min(LISTED, found.disagree)
    assert 0.15 < found.accuracy < 0.9  # by chance 0.1; 500 pictures, seen once
    assert in_words(found).startswith(f"{found.disagree:,} labels of 13,000 are not what")


def test_a_place_that_cannot_be_written_is_said_before_anything_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["label-errors", "--out", str(tmp_path / "file" / "found.json")]) == 1
    assert "Cannot write to" in capsys.readouterr().err


def test_planted_labels_are_wrong_and_the_same_for_a_seed(part: Dataset) -> None:
    labels, numbers = with_planted(part.train_labels, SMALL)
    assert np.flatnonzero(labels != part.train_labels).tolist() == numbers.tolist()
    assert len(numbers) == SMALL.planted
    assert labels.max() <= 9
    assert (with_planted(part.train_labels, SMALL)[0] == labels).all()


def test_planted_labels_are_counted_and_not_listed() -> None:
    answers = np.full((5, 10), 0.01, np.float32)
    answers[:, 0] = 0.91
    answers[4, :2] = 0.5, 0.42
    labels = np.array([1, 2, 0, 3, 1], np.uint8)
    found, caught = gravest(answers, labels, np.array([0, 4]))
    assert [one.number for one in found] == [1, 3]
    assert caught == 1  # number 4 is less grave than those listed


def test_the_shipped_list_is_of_this_data_set_and_holds_what_others_reported(
    dataset: Dataset,
) -> None:
    found = read_found()
    assert found.data_sha256 == dataset.sha256
    assert len(found.listed) == LISTED
    for one in found.listed:
        assert dataset.train_labels[one.number] == one.label != one.likeliest
    numbers = {one.number for one in found.listed}
    # In a survey 25 of 64 were asked for, and chance would bring one in a hundred.
    assert len(numbers & set(REPORTED)) / len(REPORTED) > 25 / 64
    assert found.brought_to_light > 20 * found.by_chance


def test_a_broken_file_is_named_with_the_command_that_writes_it(tmp_path: Path) -> None:
    broken = tmp_path / "label_errors.json"
    broken.write_text("{}")
    with pytest.raises(LabelErrorsError, match="label-errors"):
        read_found(broken)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    found: Found = read_found()
    write_found(found, tmp_path / "found.json")
    assert read_found(tmp_path / "found.json") == found
