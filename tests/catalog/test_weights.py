"""The weights of networks, read without Keras."""

import numpy as np
import pytest

from fmnist_app.catalog import network_of_run, shipped, shipped_networks
from fmnist_app.catalog.inside import ChecksError, checks_for, read_checks
from fmnist_app.catalog.weights import NoWeightsError, read_weights
from fmnist_app.inference.runtime import Runtime
from fmnist_app.models import weights_of
from fmnist_app.training import Point, TrainingSettings
from fmnist_app.training.saved import SavedNetwork, Start, write_saved

RUN = "abcdef0123456789"
EPOCH = Point("basic", "epoch", 1.0, 0.9, 0.3, 0.88, 0.35, seconds=2.0)


def of_a_run(folder, points=(), **settings):
    return network_of_run(
        "basic",
        RUN,
        folder,
        words="your run",
        settings=TrainingSettings(models=("basic",), filters=4, **settings),
        points=points,
        result=None,
        over=True,
    )


@pytest.mark.parametrize("package", shipped_networks(), ids=lambda one: one.id)
def test_a_shipped_network_says_what_its_light_file_says(package, dataset):
    pictures = dataset.test_images[:50]
    said = Runtime(package.files.tflite).run(pictures).classes
    trace = read_weights(package).trace(pictures.astype(np.float32) / np.float32(255))
    assert trace.probabilities == pytest.approx(said, abs=1e-4)


def test_a_network_of_a_run_is_read_from_its_checkpoint(tmp_path):
    package = of_a_run(tmp_path)
    draw = np.random.default_rng(0)
    network = read_after_writing(package, draw)
    assert network.weights[0]["kernel"].shape == (3, 3, 1, 4)
    assert np.isfinite(network.scores(np.zeros((1, 28, 28), np.float32))).all()


def read_after_writing(package, draw):
    from fmnist_app.catalog.weights import architecture_of

    layers = architecture_of(package)
    arrays = tuple(draw.normal(size=one.shape).astype(np.float32) for one in weights_of(layers))
    write_saved(SavedNetwork(arrays, {}, Start()), layers, package.files.checkpoint)
    return read_weights(package)


def test_a_network_without_weights_says_why_it_cannot_be_looked_into(tmp_path):
    with pytest.raises(NoWeightsError, match="no epoch behind it yet"):
        read_weights(of_a_run(tmp_path))
    with pytest.raises(NoWeightsError, match="has no weights on this server"):
        read_weights(of_a_run(tmp_path, points=(EPOCH,)))


def test_a_checkpoint_of_another_network_is_refused(tmp_path):
    package = of_a_run(tmp_path)
    read_after_writing(package, np.random.default_rng(0))
    with pytest.raises(NoWeightsError, match="cannot be looked into"):
        read_weights(of_a_run(tmp_path, kernel=5))


def test_every_shipped_network_was_checked_and_those_of_the_report_have_something_to_offer():
    every = {package.id: checks_for(package) for package in shipped_networks()}
    assert all(every.values())
    for name in ("basic", "standard", "wide-photos"):
        assert any(one.passed for one in every[name].methods.values())


def test_a_network_of_a_run_goes_by_the_checks_of_its_kind(tmp_path):
    assert checks_for(of_a_run(tmp_path)) == checks_for(shipped("basic"))


def test_checks_that_are_not_there_are_named_with_the_command_that_makes_them(tmp_path):
    with pytest.raises(ChecksError, match="inside --check"):
        read_checks(tmp_path / "none.json")
