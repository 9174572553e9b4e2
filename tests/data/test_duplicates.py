"""Pictures that show the same piece: found among others, and as the shipped file says."""

from dataclasses import replace

import numpy as np
import pytest

from fmnist_app.__main__ import main
from fmnist_app.data.duplicates import (
    NEAR,
    DuplicatesError,
    Pair,
    Place,
    as_json,
    label_at,
    near_duplicates,
    picture_at,
    read_pairs,
)


@pytest.fixture
def few(dataset):
    """Some pictures, of which one stands among the test pictures again, a little brighter."""
    again = np.minimum(dataset.train_images[7].astype(int) + 1, 255).astype(np.uint8)
    return replace(
        dataset,
        train_images=dataset.train_images[:300],
        train_labels=dataset.train_labels[:300],
        test_images=np.concatenate([dataset.test_images[:50], again[None]]),
        test_labels=np.append(dataset.test_labels[:50], dataset.train_labels[7]),
    )


def test_a_picture_that_came_again_is_found_and_no_other(few):
    ((share, pairs),) = near_duplicates(few)
    assert share == 1.0
    (pair,) = pairs
    assert (pair.first, pair.second) == (Place("train", 7), Place("test", 50))
    assert pair.crosses
    assert NEAR < pair.correlation <= 1


def test_pairs_are_read_as_they_were_written_the_most_alike_first(tmp_path):
    pairs = [
        Pair(Place("train", 1), Place("train", 2), 0.9985),
        Pair(Place("train", 3), Place("test", 4), 0.9999),
    ]
    path = tmp_path / "pairs.json"
    path.write_text(as_json(pairs, "abc"))
    assert read_pairs(path) == (pairs[1], pairs[0])
    path.write_text("[]")
    with pytest.raises(DuplicatesError, match="data --duplicates"):
        read_pairs(path)


def test_the_shipped_pairs_are_as_alike_as_the_file_says(dataset):
    for pair in read_pairs():
        one, other = (
            picture_at(dataset, place).astype(float).ravel() for place in (pair.first, pair.second)
        )
        assert np.corrcoef(one, other)[0, 1] == pytest.approx(pair.correlation, abs=1e-4)
        assert label_at(dataset, pair.first) in range(10)


def test_no_two_pictures_are_the_same_byte_for_byte(dataset):
    every = [one.tobytes() for one in (*dataset.train_images, *dataset.test_images)]
    assert len(set(every)) == 70_000


def test_the_command_says_what_it_found(few, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("fmnist_app.cli.data.load_dataset", lambda **_: few)
    out = tmp_path / "pairs.json"
    assert main(["data", "--duplicates", "--json", str(out)]) == 0
    assert "1 pair, 1 of them across" in capsys.readouterr().out
    assert len(read_pairs(out)) == 1
