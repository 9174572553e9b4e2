"""Every remedy is Keras's own, is at work in a run, and stays with a run that is broken off."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.control import Control
from fmnist_app.training.run import train
from fmnist_app.training.saved import Seen
from fmnist_app.training.settings import TrainingSettings, settings_from
from fmnist_app.training.watching import FallOnPlateau, StopEarly, along_a_cosine

ALL = {
    "dropout": 0.3,
    "weight_decay": 0.004,
    "label_smoothing": 0.1,
    "schedule": "cosine",
    "optimizer": "adamw",
    "activation": "gelu",
    "mirror": 1.0,
    "shift": 0.25,
    "turn": 0.2,
}


def run(dataset, settings, folder, heard, control=None, **functions):
    folder.mkdir(exist_ok=True)
    control = control or Control(settings.epochs)
    return train(dataset, settings, control, folder, **{**heard.functions(), **functions})


def losses(heard):
    return [point.val_loss for point in heard.points if point.kind == "epoch"]


@pytest.fixture
def mild(small):
    """A run whose validation loss gets no better, soon."""
    return replace(small, learning_rate=0.03, epochs=8, patience=1)


@pytest.mark.parametrize(
    ("optimizer", "kind"),
    [
        ("adam", keras.optimizers.Adam),
        ("adamw", keras.optimizers.AdamW),
        ("sgd", keras.optimizers.SGD),
        ("rmsprop", keras.optimizers.RMSprop),
    ],
)
def test_the_optimiser_is_keras_own_with_its_weight_decay(small, optimizer, kind):
    made = fresh("basic", replace(small, optimizer=optimizer, weight_decay=0.01)).optimizer
    assert (type(made), made.weight_decay) == (kind, 0.01)


def test_a_network_with_dropout_begins_with_the_weights_that_it_has_without(small):
    plain, dropping = fresh("standard", small), fresh("standard", replace(small, dropout=0.5))
    assert [layer.rate for layer in dropping.layers if isinstance(layer, keras.layers.Dropout)] == [
        0.5,
        0.5,
    ]
    for mine, other in zip(plain.get_weights(), dropping.get_weights(), strict=True):
        assert (mine == other).all()


def test_smoothed_labels_are_keras_own(small):
    loss = fresh("basic", replace(small, label_smoothing=0.1)).loss
    assert isinstance(loss, keras.losses.CategoricalCrossentropy)
    assert loss.label_smoothing == 0.1


def test_a_broken_off_run_with_every_remedy_goes_on_as_if_it_had_not_been(
    dataset, small, tmp_path, heard
):
    settings = replace(small, **ALL, pictures=6400)  # enough for a look within an epoch
    run(dataset, settings, tmp_path / "whole", heard)
    at_once = losses(heard)
    heard.points.clear()
    control = Control(settings.epochs)

    def stop(point):
        heard.points.append(point)
        control.stop()

    (first,) = run(dataset, settings, tmp_path / "parts", heard, control, on_point=stop)
    assert (first.ending, first.epochs < 1) == ("stopped", True)
    run(dataset, settings, tmp_path / "parts", heard)
    assert losses(heard) == pytest.approx(at_once, rel=1e-3)


def test_early_stopping_brings_the_best_epoch_back_and_says_so(dataset, mild, tmp_path, heard):
    (result,) = run(dataset, mild, tmp_path, heard)
    best = int(np.argmin(losses(heard))) + 1
    assert (result.ending, result.kept_epoch) == ("finished", best)
    assert result.epochs == best + mild.patience < mild.epochs
    assert f"the weights of epoch {best} came back" in result.explanation
    model = keras.models.load_model(tmp_path / "basic.keras")
    pictures = dataset.test_images[..., None].astype("float32") / 255
    _, accuracy = model.evaluate(pictures, dataset.test_labels, batch_size=500, verbose=0)
    assert accuracy == pytest.approx(result.test_accuracy, abs=1e-4)


def test_a_run_that_stopped_early_is_through_and_goes_on_only_when_it_is_made_longer(
    dataset, mild, tmp_path, heard
):
    (early,) = run(dataset, mild, tmp_path, heard)
    (again,) = run(dataset, mild, tmp_path, heard)
    assert (again.epochs, again.test_accuracy) == (early.epochs, early.test_accuracy)
    (longer,) = run(dataset, replace(mild, epochs=mild.epochs + 1), tmp_path, heard)
    assert longer.epochs > early.epochs


def test_one_network_that_stops_early_does_not_keep_a_run_from_its_end(
    dataset, mild, tmp_path, heard
):
    results = run(dataset, replace(mild, models=("basic", "standard"), epochs=5), tmp_path, heard)
    assert [result.ending for result in results] == ["finished", "finished"]
    assert min(result.epochs for result in results) < 5


def test_what_was_best_before_a_stop_comes_back_after_it(dataset, mild, tmp_path, heard):
    settings = replace(mild, patience=3)
    (whole,) = run(dataset, settings, tmp_path / "whole", heard)
    heard.points.clear()
    control = Control(settings.epochs)

    def stop_after_the_best(point):
        heard.points.append(point)
        if point.kind == "epoch" and point.epoch == whole.kept_epoch + 1:
            control.stop()

    parts = tmp_path / "parts"
    run(dataset, settings, parts, heard, control, on_point=stop_after_the_best)
    (result,) = run(dataset, settings, parts, heard)
    assert (result.kept_epoch, result.epochs) == (whole.kept_epoch, whole.epochs)
    assert result.test_loss == pytest.approx(whole.test_loss, rel=1e-3)


@pytest.fixture
def model():
    made = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    made.compile(keras.optimizers.Adam(0.1), "mse")
    return made


def told(callback, losses, model):
    """What the callback has the training do after each of these validation losses."""
    callback.set_model(model)
    model.stop_training = False
    for epoch, loss in enumerate(losses):
        callback.on_train_begin()
        callback.on_epoch_end(epoch, {"val_loss": loss})
        yield model.stop_training, round(float(model.optimizer.learning_rate), 4)


def test_patience_is_counted_over_all_parts_of_a_run(model):
    stopped = [stop for stop, _ in told(StopEarly(2, Seen(), None), [3, 2, 4, 4], model)]
    assert stopped == [False, False, False, True]


def test_the_learning_rate_is_halved_on_a_plateau_and_not_before(model):
    rates = [rate for _, rate in told(FallOnPlateau(Seen()), [3, 2, 2, 2, 1, 1, 1], model)]
    assert rates == [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025]


def test_an_epoch_that_was_not_measured_counts_for_nothing(model):
    stop = StopEarly(1, Seen(), None)
    stop.set_model(model)
    stop.on_epoch_end(0, {"loss": 1.0})
    assert stop.wait == 0


def test_the_learning_rate_falls_along_a_cosine_and_follows_a_run_made_longer(model):
    length = [4]
    callback = along_a_cosine(0.1, lambda: length[0])
    callback.set_model(model)
    rates = []
    for epoch in range(6):
        length[0] = 4 if epoch < 4 else 6
        callback.on_epoch_begin(epoch)
        rates.append(float(model.optimizer.learning_rate))
    assert rates[:4] == pytest.approx([0.1, 0.0854, 0.05, 0.0146], abs=1e-4)
    assert rates[4:] == pytest.approx([0.025, 0.0067], abs=1e-4)


def test_nothing_is_chosen_by_the_test_pictures():
    for choice in ({"patience": 1}, {"schedule": "plateau"}):
        with pytest.raises(Exception, match="validate on a hold-out"):
            TrainingSettings(protocol="report", **choice)


def test_settings_of_earlier_runs_have_no_remedy():
    settings = settings_from({"models": ["basic"]})
    assert settings.strengths.none
    assert (settings.optimizer, settings.schedule, settings.activation) == (
        "adam",
        "constant",
        "relu",
    )
