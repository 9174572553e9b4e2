"""What a network leaves behind: a light copy that equals Keras, and its answers."""

import threading
from dataclasses import replace

import keras
import numpy as np
import pytest

from fmnist_app.catalog import load, network_of_run
from fmnist_app.evaluation.predictions import read_predictions
from fmnist_app.images import preprocess
from fmnist_app.inference.runtime import Runtime
from fmnist_app.training import TrainingSettings
from fmnist_app.training.checkpoints import fresh
from fmnist_app.training.control import Control
from fmnist_app.training.export import light
from fmnist_app.training.run import train

ANY = TrainingSettings()


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("basic", {}),
        ("standard", {}),
        ("basic", {"filters": 4, "kernel": 5}),
        ("standard", {"filters": 4, "kernel": 5}),
        ("basic", {"filters": 8, "pooling": 3}),
        ("standard", {"filters": 8, "pooling": 3}),
        ("standard", {"activation": "gelu", "dropout": 0.5}),
        ("deep", {"activation": "silu"}),
        ("own", {"own": "conv8-5-nobias,bn,act-tanh,res8-3-gelu,pool2,flat,dense10"}),
    ],
)
def test_the_light_copy_equals_keras(name, choices, dataset, tmp_path):
    model = fresh(name, replace(ANY, **choices))
    path = tmp_path / "x.tflite"
    path.write_bytes(light(model))
    pictures = dataset.test_images[:40]
    heavy = model(pictures[..., None].astype("float32") / 255, training=False).numpy()
    assert np.abs(Runtime(path).run(pictures).classes - heavy).max() < 1e-4


def test_at_half_size_a_network_answers_nearly_the_same(dataset, tmp_path):
    model = fresh("standard", ANY)
    files = {half: tmp_path / f"{half}.tflite" for half in (True, False)}
    for half, path in files.items():
        path.write_bytes(light(model, half_size=half))
    assert files[True].stat().st_size < 0.55 * files[False].stat().st_size
    found = [Runtime(path).run(dataset.test_images[:40]).classes for path in files.values()]
    assert np.abs(found[0] - found[1]).max() < 0.01


def test_a_finished_network_leaves_its_answers(dataset, small, tmp_path, heard):
    (result,) = train(dataset, small, Control(2), tmp_path, **heard.functions())
    outcome = read_predictions(tmp_path / "basic.outcome.npz")
    right = (outcome.predictions == dataset.test_labels).mean()
    assert right == pytest.approx(result.test_accuracy, abs=2e-4)
    assert 0.3 <= outcome.temperature <= 5
    package = network_of_run(
        "basic",
        "a-run",
        tmp_path,
        words="here",
        settings=small,
        points=heard.points,
        result=result,
        over=True,
    )
    assert package.card.test.accuracy == pytest.approx(result.test_accuracy, abs=1e-4)
    assert package.card.best_epoch in (1, 2)
    assert load(package).answer(preprocess(np.full((60, 60, 3), 255, np.uint8))).empty


def test_validated_on_the_test_pictures_no_temperature_is_fitted(dataset, small, tmp_path, heard):
    settings = replace(small, protocol="report", epochs=1)
    train(dataset, settings, Control(1), tmp_path, **heard.functions())
    assert read_predictions(tmp_path / "basic.outcome.npz").temperature is None


def test_a_stopped_network_answers_drawings_but_leaves_no_answers_to_the_test_pictures(
    dataset, small, tmp_path, heard
):
    control = Control(50)
    functions = heard.functions()
    functions["on_point"] = lambda point: control.stop()
    train(dataset, replace(small, epochs=50), control, tmp_path, **functions)
    assert heard.results[0].ending == "stopped"
    assert (tmp_path / "basic.tflite").exists()
    assert not (tmp_path / "basic.outcome.npz").exists()


def test_two_networks_can_be_handed_on_at_once():
    models = [fresh(name, ANY) for name in ("basic", "standard")]
    made = {}
    threads = [
        threading.Thread(target=lambda m=model: made.update({m.name: light(m)})) for model in models
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made.keys() == {"basic", "standard"}
    assert keras.config.floatx() == "float32"
