"""Keras's `fit` made quick against Keras's own: the same steps, logs and calls."""

import gc

import keras
import numpy as np
import pytest
import tensorflow as tf

from fmnist_app.data import normalise
from fmnist_app.training import TrainingSettings
from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.forward import quick_forward
from fmnist_app.training.measure import Measure
from fmnist_app.training.pictures import Pictures
from fmnist_app.training.quick import QuickSteps, can_be_halved
from tests.training.random_networks import random_network

STEPS, BATCH = 20, 16
SCE = "sparse_categorical_crossentropy"


def shipped(name):
    return fresh(name, TrainingSettings(filters=8))


def twins(model, **compiled):
    """Two networks with the same weights and settings, the first one made quick."""
    other = keras.models.clone_model(model)
    other.set_weights(model.get_weights())
    for one in (model, other):
        settings = {key: value() if callable(value) else value for key, value in compiled.items()}
        one.compile(**settings)
    QuickSteps(model)
    return model, other


@pytest.fixture(scope="module")
def slice_of(dataset):
    """The first pictures of the training set, as floats, and their labels."""

    def take(count=STEPS * BATCH):
        return normalise(dataset.train_images[:count]), dataset.train_labels[:count].astype(int)

    return take


def train(model, x, y, **more):
    return model.fit(x, y, batch_size=BATCH, shuffle=False, verbose=0, **more)


def assert_same_weights(one, other, atol=2e-4):
    for mine, keras_own in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_allclose(mine, keras_own, atol=atol)


@pytest.mark.parametrize("name", ["basic", "standard"])
def test_the_forward_pass_gives_what_the_network_itself_gives(name, slice_of):
    model, (pictures, _) = shipped(name), slice_of(64)
    mine = quick_forward(model)(pictures, training=False)
    np.testing.assert_allclose(mine, model(pictures, training=False), atol=1e-6)


@pytest.mark.parametrize("name", ["basic", "standard"])
def test_twenty_steps_lead_where_twenty_of_keras_lead(name, slice_of):
    quick, plain = twins(shipped(name), optimizer=keras.optimizers.Adam, loss=SCE)
    quick.steps_per_execution = 7
    for model in (quick, plain):
        train(model, *slice_of())
    assert int(quick.optimizer.iterations) == int(plain.optimizer.iterations) == STEPS
    assert_same_weights(quick, plain)


@pytest.mark.parametrize("seed", range(8))
def test_a_network_drawn_at_random_learns_as_in_keras(seed, slice_of):
    sgd = lambda: keras.optimizers.SGD(0.01, momentum=0.9)  # noqa: E731 - made for each twin
    quick, plain = twins(random_network(seed), optimizer=sgd, loss=SCE, steps_per_execution=5)
    for model in (quick, plain):
        train(model, *slice_of())
    assert_same_weights(quick, plain)


def schedule():
    return keras.optimizers.schedules.CosineDecay(0.001, STEPS)


@pytest.mark.parametrize(
    "optimizer",
    [
        lambda: keras.optimizers.Adam(schedule()),
        lambda: keras.optimizers.AdamW(0.001, weight_decay=0.01, use_ema=True, ema_momentum=0.9),
        lambda: keras.optimizers.Adam(0.001, amsgrad=True),
        lambda: keras.optimizers.Adam(0.001, clipnorm=0.1),
        lambda: keras.optimizers.RMSprop(0.001),
    ],
    ids=["schedule", "decay and average", "amsgrad", "clipped", "rmsprop"],
)
def test_any_optimiser_of_keras_takes_its_own_steps(optimizer, slice_of):
    quick, plain = twins(shipped("basic"), optimizer=optimizer, loss=SCE, steps_per_execution=5)
    for model in (quick, plain):
        train(model, *slice_of())
    assert_same_weights(quick, plain)


def two_outputs():
    pixels = keras.Input((28, 28, 1))
    x = keras.layers.Flatten()(keras.layers.MaxPooling2D(4)(pixels))
    classes = keras.layers.Dense(10, activation="softmax", name="classes")(x)
    clothing = keras.layers.Dense(1, activation="sigmoid", name="clothing")(x)
    return keras.Model(pixels, {"classes": classes, "clothing": clothing})


@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "mean_with_sample_weight"])
def test_several_outputs_have_losses_and_weights_of_their_own(reduction, slice_of):
    losses = {
        "classes": keras.losses.CategoricalCrossentropy(label_smoothing=0.1, reduction=reduction),
        "clothing": "binary_crossentropy",
    }
    quick, plain = twins(
        two_outputs(),
        optimizer=keras.optimizers.Adam,
        loss=losses,
        steps_per_execution=5,
        loss_weights={"classes": 1.0, "clothing": 0.5},
    )
    assert can_be_halved(quick) == (reduction == "sum_over_batch_size")
    x, y = slice_of()
    truth = {"classes": np.eye(10)[y], "clothing": (y < 5).astype("float32")[:, None]}
    weights = {"classes": np.linspace(0, 1, len(y)), "clothing": np.ones(len(y))}
    logs = [train(m, x, truth, sample_weight=weights).history for m in (quick, plain)]
    assert logs[0].keys() == logs[1].keys()
    for name in logs[0]:
        np.testing.assert_allclose(logs[0][name], logs[1][name], atol=1e-3)
    assert_same_weights(quick, plain)


def test_no_batch_is_halved_where_a_layer_looks_across_it():
    model = keras.Sequential([keras.Input((4,)), keras.layers.BatchNormalization()])
    model.compile(loss="mse")
    assert not can_be_halved(model)


@pytest.mark.parametrize("count", [STEPS * BATCH + 1, BATCH - 1])
def test_an_odd_last_batch_is_trained_too(count, slice_of):
    quick, plain = twins(shipped("standard"), optimizer=keras.optimizers.Adam, loss=SCE)
    for model in (quick, plain):
        train(model, *slice_of(count))
    assert_same_weights(quick, plain)


class Calls(keras.callbacks.Callback):
    """Writes down every call of Keras, and its logs."""

    def __init__(self):
        super().__init__()
        self.made = []

    def __getattribute__(self, name):
        if not name.startswith("on_"):
            return super().__getattribute__(name)

        def note(number=None, logs=None):
            logs = number if isinstance(number, dict) else logs
            number = None if isinstance(number, dict) else number
            self.made.append((name, number, {k: float(v) for k, v in (logs or {}).items()}))

        return note


def every_callback(folder):
    return [
        keras.callbacks.ReduceLROnPlateau(patience=0, factor=0.5, min_delta=10),
        keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.9),
        keras.callbacks.ModelCheckpoint(folder / "best.keras", save_best_only=True),
        keras.callbacks.CSVLogger(folder / "log.csv"),
        keras.callbacks.TerminateOnNaN(),
        keras.callbacks.EarlyStopping(patience=1, min_delta=10, restore_best_weights=True),
    ]


def test_callbacks_hear_what_they_hear_from_keras(slice_of, tmp_path):
    compiled = {"loss": SCE, "metrics": ["accuracy"], "steps_per_execution": 6}
    quick, plain = twins(shipped("basic"), optimizer=keras.optimizers.Adam, **compiled)
    heard = []
    for model, folder in ((quick, tmp_path / "quick"), (plain, tmp_path / "plain")):
        folder.mkdir()
        calls = Calls()
        x, y = slice_of()
        train(
            model,
            x,
            y,
            epochs=5,
            initial_epoch=1,
            validation_data=(x[:100], y[:100]),
            callbacks=[calls, *every_callback(folder)],
        )
        heard.append(calls.made)
    mine, keras_own = heard
    assert [call[1] for call in mine if call[0] == "on_train_batch_end"][:4] == [5, 11, 17, 23]
    assert [call[:2] for call in mine] == [call[:2] for call in keras_own]
    for (name, _, logs), (_, _, expected) in zip(mine, keras_own, strict=True):
        assert logs.keys() == expected.keys(), name
        np.testing.assert_allclose([*logs.values()], [*expected.values()], atol=1e-3)
    assert_same_weights(quick, plain)
    saved = keras.models.load_model(tmp_path / "quick" / "best.keras")
    assert type(saved) is keras.Sequential


def test_evaluate_gives_what_keras_gives(slice_of):
    compiled = {"optimizer": keras.optimizers.Adam, "loss": SCE, "metrics": ["accuracy"]}
    quick, plain = twins(shipped("standard"), **compiled, steps_per_execution=4)
    x, y = slice_of(333)
    np.testing.assert_allclose(
        quick.evaluate(x, y, verbose=0), plain.evaluate(x, y, verbose=0), rtol=1e-4
    )


def test_a_measurement_is_what_keras_evaluates(dataset):
    model = shipped("basic")
    pictures = Pictures.of(dataset.test_images[:333], dataset.test_labels[:333])
    found = Measure(model).score(pictures, np.arange(333, dtype=np.int32))
    assert found is not None
    accuracy, loss = found
    expected = model.evaluate(
        normalise(dataset.test_images[:333]), dataset.test_labels[:333], verbose=0
    )
    np.testing.assert_allclose([loss, accuracy], expected, rtol=1e-4)


def test_training_leaves_no_graph_behind(slice_of):
    def graphs_after_training():
        model = shipped("basic")
        QuickSteps(model)
        train(model, *slice_of(2 * BATCH))
        del model
        gc.collect()
        return sum(isinstance(one, tf.Graph) for one in gc.get_objects())

    assert graphs_after_training() >= graphs_after_training()
