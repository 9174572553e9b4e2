"""Answers of the shipped networks: light, equal to Keras, calibrated, careful with non-clothing."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fmnist_app.catalog import NoSuchNetworkError, available, default_name, load, shipped
from fmnist_app.evaluation.calibration import Scaling, calibration_error, fit_temperature
from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.images import PreparedPicture, preprocess
from fmnist_app.inference import scoring
from fmnist_app.inference.classifier import calibrated
from fmnist_app.inference.runtime import Runtime
from fmnist_app.zoo.splits import read_splits

SHIRT = [(60, 70), (110, 50), (170, 50), (220, 70), (250, 130), (210, 145), (205, 120)]
SHIRT += [(205, 240), (75, 240), (75, 120), (70, 145), (30, 130), (60, 70)]


def drawn_shirt():
    picture = Image.new("L", (280, 280), 255)
    ImageDraw.Draw(picture).line(SHIRT, fill=0, width=8, joint="curve")
    return picture


@pytest.fixture(scope="module")
def catalogue(dataset):
    return read_splits(7, dataset)


@pytest.mark.parametrize("name", available())
def test_a_drawn_shirt_gets_an_answer_that_sums_to_one(name):
    answer = load(shipped(name)).answer(preprocess(drawn_shirt()))
    assert answer.label in range(10)
    assert answer.probabilities.sum() == pytest.approx(1.0, abs=1e-5)
    assert 0.0 <= answer.distance <= 1.0


def test_an_empty_canvas_never_gets_a_class():
    answer = load(shipped()).answer(preprocess(np.zeros((280, 280, 4), np.uint8)))
    assert answer.empty
    assert answer.label == -1
    assert not answer.looks_like_clothing
    assert answer.needs_a_look


@pytest.mark.slow
@pytest.mark.parametrize("name", available())
def test_every_network_keeps_ninety_percent_on_the_catalogue(name, catalogue):
    pictures, labels = catalogue.test
    found = Runtime(shipped(name).files.tflite).run(pictures).classes.argmax(axis=1)
    assert (found == labels).mean() >= 0.90
    assert (found == labels).mean() == pytest.approx(shipped(name).card.test.accuracy, abs=1e-4)
    assert shipped(name).card.data_sha256 == catalogue.sha256


@pytest.mark.parametrize("name", available())
def test_the_kept_answers_are_those_of_the_network(name, catalogue):
    outcome = shipped(name).predictions()
    fresh = Runtime(shipped(name).files.tflite).run(catalogue.test[0][:500]).classes
    assert np.abs(outcome.probabilities[:500] - fresh).max() < 5e-3  # 16-bit logarithms
    assert outcome.data_sha256 == catalogue.sha256
    assert 0.3 <= outcome.temperature <= 5


def test_basic_and_standard_are_the_networks_of_the_report():
    assert shipped("basic").card.parameters == 54_410
    assert shipped("standard").card.parameters == 121_930
    assert shipped("basic").card.training.epochs == 8


@pytest.mark.parametrize("name", available())
def test_validation_clothing_is_accepted(name, catalogue):
    clothes = [
        PreparedPicture(p, "photo", False, (), p[None]) for p in catalogue.validation[0][::20]
    ]
    answers = load(shipped(name)).answers(clothes)
    assert np.mean([a.looks_like_clothing for a in answers]) >= 0.93


@pytest.mark.parametrize("name", available())
def test_noise_looks_less_like_clothing_than_clothes_do(name):
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (200, 200, 3), dtype=np.uint8)
    classifier = load(shipped(name))
    shirt = classifier.answer(preprocess(drawn_shirt()))
    assert classifier.answer(preprocess(noise)).clothing_score < shirt.clothing_score


# Loads every network and writes its answers: the pictures' file, then a folder, then the networks.
IN_KERAS = """
import sys, keras, numpy as np
from pathlib import Path
pictures = np.load(sys.argv[1])[..., None].astype("float32") / 255.0
for path in map(Path, sys.argv[3:]):
    out = keras.saving.load_model(path, compile=False)(pictures, training=False)
    out = out if isinstance(out, dict) else {"classes": out}
    np.savez(Path(sys.argv[2]) / path.stem, **{k: np.asarray(v) for k, v in out.items()})
"""


@pytest.fixture(scope="module")
def in_keras(catalogue, tmp_path_factory):
    """A folder with what every shipped network answers in Keras, in a process that may load it."""
    folder = tmp_path_factory.mktemp("keras")
    np.save(folder / "in.npy", catalogue.test[0][:64])
    files = [shipped(name).files.keras for name in available()]
    command = [sys.executable, "-c", IN_KERAS, folder / "in.npy", folder, *files]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", available())
def test_the_light_runtime_equals_keras(name, catalogue, in_keras):
    light = Runtime(shipped(name).files.tflite).run(catalogue.test[0][:64])
    with np.load(in_keras / f"{name}.npz") as heavy:
        assert np.abs(light.classes - heavy["classes"]).max() < 1e-4
        if "clothing" in heavy:
            assert np.abs(light.clothing - heavy["clothing"][:, 0]).max() < 1e-4


def test_predicting_imports_no_tensorflow(tmp_path):
    path = tmp_path / "shirt.png"
    drawn_shirt().save(path)
    code = (
        "import sys; from fmnist_app.catalog import load, shipped; "
        "from fmnist_app.images import preprocess; "
        f"load(shipped()).answer(preprocess(r'{path}')); "
        "heavy = {'tensorflow', 'keras', 'streamlit'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_network_is_named_with_those_there_are():
    with pytest.raises(NoSuchNetworkError, match=default_name()):
        shipped("none")


def test_wrong_pixels_are_refused():
    with pytest.raises(ValueError, match="expected"):
        Runtime(shipped().files.tflite).run(np.zeros((28, 28), np.uint8))


def test_temperature_and_calibration_error_of_an_overconfident_guesser():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, 4000)
    right = rng.random(4000) < 0.7
    guess = np.where(right, labels, (labels + 1) % 10)
    sure = np.full((4000, 10), 0.001)
    sure[np.arange(4000), guess] = 0.991
    temperature = fit_temperature(logarithms(sure), labels)
    assert temperature > 1.5
    softer = calibrated(sure, Scaling(temperature))
    assert calibration_error(softer, labels) < 0.05 < calibration_error(sure, labels)


def test_auroc_counts_ties_as_half():
    scores = np.array([0.1, 0.5, 0.5, 0.9])
    assert scoring.auroc(scores, np.array([False, False, True, True])) == 0.875
    assert scoring.auroc(scores, np.array([True] * 4)) is None


def test_a_picture_without_an_answer_is_never_right():
    rows = np.stack([np.full(10, np.nan), np.eye(10)[0]])
    assert scoring.figures(rows, np.array([0, 0]))["top1"] == 50.0
