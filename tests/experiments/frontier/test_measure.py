"""What the frontier's networks cost in use, measured on the shipped ones and read back."""

from dataclasses import replace

import pytest

from fmnist_app.__main__ import main
from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.experiments.frontier.measure import measure
from fmnist_app.experiments.frontier.measured import MeasuredError, read_measured, write_measured
from fmnist_app.experiments.frontier.recipes import RECIPES
from fmnist_app.inference.runtime import Runtime

NAME = "resnet-54k"


@pytest.fixture(scope="module")
def measured(dataset, tmp_path_factory):
    few = replace(
        dataset, test_images=dataset.test_images[:500], test_labels=dataset.test_labels[:500]
    )
    path = tmp_path_factory.mktemp("int8") / "small.tflite"
    return measure(NetworkFiles(FOLDER, NAME), path, few), path


def test_a_network_in_8_bits_is_smaller_and_names_nearly_the_same(measured, dataset):
    found, path = measured
    assert found.int8.bytes == path.stat().st_size < found.floats.bytes / 2
    assert found.pictures == 500
    assert found.floats.accuracy - found.int8.accuracy == pytest.approx(
        (found.lost - found.won) / 500, abs=1e-4
    )
    assert found.lost <= 5
    assert min(found.floats.seconds, found.int8.seconds, found.int8.milliseconds) > 0
    assert Runtime(path).run(dataset.test_images[:3]).classes.sum(axis=1) == pytest.approx(
        1, abs=0.05
    )


def test_what_was_measured_is_read_back_and_a_broken_file_is_said(measured, tmp_path):
    path = tmp_path / "measured.json"
    assert read_measured(path) == ()
    write_measured((measured[0],), path)
    assert read_measured(path) == (measured[0],)
    path.write_text("[{}]")
    with pytest.raises(MeasuredError, match=r"measured\.json cannot be read"):
        read_measured(path)


def test_the_shipped_figures_are_of_the_files_that_are_shipped():
    found = {one.name: one for one in read_measured()}
    assert list(found) == list(RECIPES)
    for name, one in found.items():
        assert one.floats.bytes == NetworkFiles(FOLDER, name).tflite.stat().st_size
        assert one.int8.bytes == (FOLDER / "int8" / f"{name}.tflite").stat().st_size
        assert one.pictures == 10_000


def test_nothing_shipped_is_nothing_measured(tmp_path, capsys):
    asked = ["frontier", "--measure", "--ship", str(tmp_path), "--out", str(tmp_path)]
    assert main(asked) == 0
    assert read_measured(tmp_path / "measured.json") == ()
    assert capsys.readouterr().out == ""
