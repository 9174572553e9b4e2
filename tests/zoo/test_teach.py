"""A robust network goes on with photos, and is measured on people it does not know."""

import dataclasses

import keras
import numpy as np
import pytest

from fmnist_app.__main__ import main
from fmnist_app.catalog import shipped
from fmnist_app.catalog.card import read_card
from fmnist_app.catalog.crossfit import read_cross_fitted
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.images import Overrides, preprocess
from fmnist_app.zoo.learn import SetCrossentropy
from fmnist_app.zoo.photo_network import Teaching, make
from fmnist_app.zoo.photos import LabelledPhotos
from fmnist_app.zoo.pool import plain_pool
from fmnist_app.zoo.splits import Splits
from fmnist_app.zoo.teach import Given, Known, TeachSettings, taught


@pytest.fixture
def small(dataset):
    """The data set with fewer test pictures."""
    return dataclasses.replace(
        dataset, test_images=dataset.test_images[:300], test_labels=dataset.test_labels[:300]
    )


@pytest.fixture
def few(small):
    """A hundredth of the training pictures."""
    x, y = small.train_images, small.train_labels
    test = small.test_images, small.test_labels
    return Splits((x[:300], y[:300]), (x[300:500], y[300:500]), test, small.sha256)


@pytest.fixture(scope="module")
def photos(dataset):
    """Pictures of the catalogue on a grey floor stand in for photos."""
    pictures, labels = dataset.test_images[:24], dataset.test_labels[:24]
    large = [
        np.kron(np.where(p > 0, 255 - p, 200), np.ones((4, 4))).astype(np.uint8) for p in pictures
    ]
    read = [preprocess(np.pad(p, 20, constant_values=200), Overrides("photo")) for p in large]
    return LabelledPhotos(
        [dataclasses.replace(one, steps=()) for one in read],
        np.eye(10, dtype=np.float32)[labels],
        np.array([f"sender {index % 6}" for index in range(24)]),
    )


def test_with_one_right_class_the_loss_is_keras_own():
    rng = np.random.default_rng(0)
    truth = np.eye(10, dtype=np.float32)[rng.integers(10, size=8)]
    guess = rng.dirichlet(np.ones(10), 8).astype(np.float32)
    own = SetCrossentropy(0.05)(truth, guess)
    usual = keras.losses.CategoricalCrossentropy(label_smoothing=0.05)(truth, guess)
    assert float(own) == pytest.approx(float(usual), rel=1e-5)


def test_where_several_classes_may_be_right_any_of_them_is_as_good():
    truth = np.zeros((2, 10), np.float32)
    truth[:, [5, 7, 9]] = 1
    guess = np.full((2, 10), 1e-6, np.float32)
    guess[0, 5] = guess[1, 9] = 1.0
    assert np.allclose(SetCrossentropy(0.0).call(truth, guess), 0.0, atol=1e-5)


@pytest.fixture(scope="module")
def drawings(dataset):
    """Pictures of the catalogue as outlines, and scribbles, stand in for drawings of people."""
    rng = np.random.default_rng(0)
    sheets = [np.kron(255 - 255 * (p > 40), np.ones((5, 5))) for p in dataset.test_images[:12]]
    sheets += [np.kron(rng.choice([0, 255], (14, 14), p=[0.3, 0.7]), np.ones((10, 10)))] * 2
    read = [
        preprocess(np.pad(sheet.astype(np.uint8), 30, constant_values=255), Overrides("drawing"))
        for sheet in sheets
    ]
    classes = np.zeros((14, 10), np.float32)
    classes[np.arange(12), dataset.test_labels[:12]] = 1
    return LabelledPhotos(
        [dataclasses.replace(one, steps=()) for one in read], classes, np.arange(14).astype(str)
    )


def test_a_network_goes_on_and_leaves_what_the_catalog_needs(
    few, photos, drawings, small, tmp_path
):
    start, settings = shipped("standard-robust"), TeachSettings(epochs=1, rehearsed=0.2, drawn=50)
    files = NetworkFiles(tmp_path, "taught")
    cache = tmp_path / "cache"
    teaching = Teaching(photos, start, files, settings, 2, cache, drawings)
    made = make(teaching, few, small)
    card = read_card(files)
    assert card == made.card
    assert card.every_mask
    assert set(card.top_labels) == {"photo", "drawing"}
    said = card.training.learnt_from
    assert "24 photos that 6 people took, and 14 drawings and icons" in said
    assert card.calibration["photo"].pictures == 24
    assert card.calibration["drawing"].pictures == 12
    assert [one.kind for one in made.brought] == ["photo", "drawing"]
    assert all(one.gained in one.interval for one in made.brought)
    package = dataclasses.replace(start, files=files, card=card)
    answer = (
        read_cross_fitted(teaching.folder, package).for_sender("sender 1").answer(photos.photos[1])
    )
    assert answer.probabilities.sum() == pytest.approx(1.0, abs=1e-5)

    written = files.keras.stat().st_mtime_ns
    assert make(teaching, few, small).card.temperatures == card.temperatures
    assert files.keras.stat().st_mtime_ns == written  # what is there is not made again


def test_a_call_that_was_broken_off_goes_on_after_the_last_whole_epoch(
    few, photos, tmp_path, capsys, monkeypatch
):
    pool = plain_pool(*few.train)
    known = Known(pool, pool)
    start, settings = shipped("standard-robust").files.keras, TeachSettings(epochs=3, rehearsed=0.3)
    told = keras.callbacks.LambdaCallback

    def broken(on_epoch_end):
        def end(epoch, logs):
            on_epoch_end(epoch, logs)
            if epoch == 2:
                raise KeyboardInterrupt

        return told(on_epoch_end=end)

    monkeypatch.setattr(keras.callbacks, "LambdaCallback", broken)
    with pytest.raises(KeyboardInterrupt):
        taught(start, known, Given(photos), settings, tmp_path)
    monkeypatch.undo()
    assert "epoch 2 of 3" in capsys.readouterr().out
    network = taught(start, known, Given(photos), settings, tmp_path)
    said = capsys.readouterr().out
    assert "epoch 2 of 3" not in said
    assert "epoch 3 of 3" in said
    before = keras.saving.load_model(start, compile=False).get_weights()
    assert any(
        (one != other).any() for one, other in zip(network.get_weights(), before, strict=True)
    )
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--start", "basic"], "expected a robust network"),
        (["--start", "none"], "no network named"),
        (["--folds", "1"], "expected 2 to 10 folds"),
        (["--epochs", "0"], "at least one epoch"),
        (["--repeats", "0"], "one repeat"),
        (["--learning-rate", "2"], "a rate between 0 and 1"),
        (["--plain-weight", "nan"], "a weight above 0"),
    ],
)
def test_a_wrong_wish_is_refused_before_anything_is_read(words, told, tmp_path, capsys):
    assert main(["teach", str(tmp_path), *words]) == 1
    assert told in capsys.readouterr().err
