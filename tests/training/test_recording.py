"""A recorded run: made for real on a slice, written, read back; and the one that is shipped."""

import json
from dataclasses import replace

import numpy as np
import pytest

from fmnist_app.core.errors import LabError
from fmnist_app.data import make_split
from fmnist_app.training import TrainingSettings
from fmnist_app.training.presets import DEMO, PRESETS
from fmnist_app.training.record import PICTURES, most_changing, record
from fmnist_app.training.recording import (
    RecordingError,
    Watched,
    read_recording,
    write_recording,
)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory, dataset):
    """Two short epochs, written and read back."""
    path = tmp_path_factory.mktemp("recording") / "run.json"
    settings = TrainingSettings(models=("basic",), filters=4, pictures=500, epochs=2)
    write_recording(record(dataset, settings, lambda _: None), path)
    return read_recording(path)


def test_every_epoch_has_its_figures_and_an_answer_to_each_picture(recorded, dataset):
    assert recorded.settings.pictures == 500
    assert len(recorded.curve("accuracy")) == len(recorded.curve("val_loss")) == 2
    assert all(0.1 < share < 1 for share in recorded.curve("val_accuracy"))
    assert len(recorded.watched) == PICTURES
    assert {len(one.answers) for one in recorded.watched} == {2}
    assert len({int(dataset.train_labels[one.picture]) for one in recorded.watched}) == PICTURES
    assert recorded.data_sha256 == dataset.sha256


def test_the_pictures_watched_are_new_to_the_network(recorded, dataset):
    settings = recorded.settings
    split = make_split(
        dataset.train_labels, dataset.test_labels, "holdout", settings.pictures, settings.seed
    )
    assert {one.picture for one in recorded.watched} <= set(split.validation.tolist())


def test_a_recording_read_back_is_the_same(recorded, tmp_path):
    write_recording(recorded, tmp_path / "again.json")
    assert read_recording(tmp_path / "again.json") == recorded


def test_the_restless_pictures_come_first_one_of_each_class():
    labels = np.array([0, 0, 1, 2], np.uint8)
    calm, restless = Watched(0, (1, 1, 1)), Watched(1, (1, 0, 1))
    once, never = Watched(2, (1, 1, 0)), Watched(3, (2, 2, 2))
    chosen = most_changing(iter([calm, never, once, restless]), labels, 2)
    assert list(chosen) == [restless, once]


def test_several_networks_or_the_test_pictures_are_refused(dataset, small):
    for other in (
        replace(small, models=("basic", "standard")),
        replace(small, protocol="report"),
    ):
        with pytest.raises(LabError, match="one network"):
            record(dataset, other, print)


def test_a_missing_or_broken_file_is_said_in_words(recorded, tmp_path):
    with pytest.raises(RecordingError, match="no recording at"):
        read_recording(tmp_path / "none.json")
    path = tmp_path / "run.json"
    write_recording(recorded, path)
    whole = json.loads(path.read_text())
    short, narrow = whole | {"rows": whole["rows"][:1]}, whole | {"rows": [[1.0], [1.0]]}
    texts: list[object] = [[], {}, short, narrow]
    for broken in texts:
        path.write_text(json.dumps(broken))
        with pytest.raises(RecordingError, match="holds no recording"):
            read_recording(path)


def test_what_is_shipped_is_the_run_that_home_starts(dataset):
    shipped = read_recording()
    assert shipped.settings == PRESETS[DEMO].settings
    assert shipped.data_sha256 == dataset.sha256
    assert shipped.curve("accuracy")[-1] - shipped.curve("val_accuracy")[-1] > 0.1
    assert all(one.changes for one in shipped.watched)
