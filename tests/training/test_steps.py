"""The quick training steps against Keras's own."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from fmnist_app.data import normalise
from fmnist_app.training import TrainingSettings
from fmnist_app.training.forward import logits_of
from fmnist_app.training.saving import fresh
from fmnist_app.training.steps import Measure, Pictures, Steps


@pytest.fixture(params=["basic", "standard"])
def model(request):
    return fresh(request.param, TrainingSettings(filters=8))


def test_the_forward_pass_gives_what_the_network_itself_gives(model, dataset):
    pictures = normalise(dataset.test_images[:64])
    mine = tf.nn.softmax(logits_of(model)(tf.constant(pictures))).numpy()
    np.testing.assert_allclose(mine, model(pictures).numpy(), atol=1e-6)


def test_twenty_steps_lead_where_twenty_of_keras_lead(model, dataset):
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    twin.compile(keras.optimizers.Adam(0.001), "sparse_categorical_crossentropy")
    pictures = Pictures.of(dataset.train_images[:640], dataset.train_labels[:640])

    order = tf.range(640)
    Steps(model, model.optimizer, pictures, 32).take(order, 0, 20)
    twin.fit(
        normalise(dataset.train_images[:640]),
        dataset.train_labels[:640],
        batch_size=32,
        shuffle=False,
        verbose=0,
    )
    assert int(model.optimizer.iterations) == int(twin.optimizer.iterations) == 20
    for mine, keras_own in zip(model.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(mine, keras_own, atol=2e-4)


def test_a_measurement_is_what_keras_evaluates(model, dataset):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    pictures = Pictures.of(dataset.test_images[:333], dataset.test_labels[:333])
    hits, loss = Measure(model)(pictures, np.arange(333, dtype=np.int32))
    expected = model.evaluate(
        normalise(dataset.test_images[:333]), dataset.test_labels[:333], verbose=0
    )
    np.testing.assert_allclose([loss / 333, hits / 333], expected, rtol=1e-4)


def test_an_odd_last_batch_is_trained_too(model, dataset):
    pictures = Pictures.of(dataset.train_images[:100], dataset.train_labels[:100])
    loss = Steps(model, model.optimizer, pictures, 32).take(tf.range(100), 0, 4)
    assert np.isfinite(loss)
    assert int(model.optimizer.iterations) == 4
