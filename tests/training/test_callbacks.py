"""The callbacks on an untouched network of Keras's, under its own `fit`."""

import keras
import numpy as np
import pytest

from fmnist_app.data import normalise
from fmnist_app.training import Point, Progress
from fmnist_app.training.callbacks import (
    Checkpoint,
    EndBlownUp,
    LivePoints,
    LiveProgress,
    Steer,
    steps_per_call,
)
from fmnist_app.training.control import Control
from fmnist_app.training.measure import Measure
from fmnist_app.training.pictures import Pictures

PICTURES, BATCH = 640, 32
STEPS = PICTURES // BATCH


@pytest.fixture
def model():
    keras.utils.set_random_seed(3)
    made = keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")]
    )
    made.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return made


@pytest.fixture
def fit(model, dataset):
    def train(*callbacks, **more):
        x = normalise(dataset.train_images[:PICTURES])
        y = dataset.train_labels[:PICTURES].astype(int)
        more = {"epochs": 2, **more}
        return model.fit(x, y, batch_size=BATCH, verbose=0, callbacks=list(callbacks), **more)

    return train


@pytest.fixture
def live_points(model, dataset):
    measure = Measure(model)
    pictures = Pictures.of(dataset.train_images[:1000], dataset.train_labels[:1000])

    def scores(kind):
        seen, new = np.arange(640, dtype=np.int32), np.arange(640, 1000, dtype=np.int32)
        return measure.score(pictures, seen), measure.score(pictures, new)

    def make(report, **more):
        return LivePoints(report, scores, STEPS, lambda: 0.0, **more)

    return make


def test_plain_keras_leaves_the_record_that_a_run_leaves(fit, live_points):
    points: list[Point] = []
    fit(live_points(points.append))
    assert [p.epoch for p in points if p.kind == "epoch"] == [1, 2]
    assert [p.epoch for p in points if p.kind == "probe"] == pytest.approx(
        [0.2, 0.4, 0.6, 0.8, 1.2, 1.4, 1.6, 1.8]
    )
    assert all(0 < p.val_accuracy < 1 and p.val_loss > 0 for p in points)


def test_without_looks_only_the_ends_of_epochs_are_measured(fit, live_points):
    points: list[Point] = []
    fit(live_points(points.append, looks=False))
    assert [p.epoch for p in points] == [1, 2]


def test_what_is_measured_can_be_watched_by_keras_own_callbacks(fit, live_points):
    stopping = keras.callbacks.EarlyStopping("val_loss", patience=1, min_delta=100)
    history = fit(live_points(lambda _: None), stopping, epochs=9)
    assert stopping.stopped_epoch == 1
    assert len(history.history["val_accuracy"]) == 2


def test_progress_counts_steps_to_the_end(fit):
    heard: list[Progress] = []
    fit(LiveProgress(heard.append, lambda: 2 * STEPS, BATCH, iter(range(10**6)).__next__))
    assert [p.step for p in heard] == list(range(1, 2 * STEPS + 1))
    assert all(p.steps == 2 * STEPS and p.pictures_per_second > 0 for p in heard)


def test_a_stop_ends_the_training_at_the_next_step(fit, model):
    control = Control(2)
    stop = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: control.stop() if batch == 3 else None
    )
    fit(stop, Steer(control))
    assert int(model.optimizer.iterations) == 4


def test_a_loss_that_blows_up_ends_the_training(fit, model):
    model.optimizer.learning_rate = 1e6
    blown_up = EndBlownUp()
    fit(blown_up)
    assert blown_up.loss > 100
    assert int(model.optimizer.iterations) < STEPS


def test_the_first_epoch_is_saved_and_the_next_when_some_time_has_passed(fit):
    often, seldom = [], []
    fit(
        Checkpoint(lambda: often.append(1), every=0),
        Checkpoint(lambda: seldom.append(1), every=1000),
    )
    assert (len(often), len(seldom)) == (2, 1)


@pytest.mark.parametrize(("wanted", "steps"), [(25, 20), (14, 10), (40, 40), (0.1, 1), (1e6, 40)])
def test_calls_fit_evenly_between_two_looks(wanted, steps):
    assert steps_per_call(200, 32, 1.0, wanted * 32) == steps
