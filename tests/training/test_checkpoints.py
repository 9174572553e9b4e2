"""Networks on disk: as this version saves them, and as earlier ones did."""

import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from fmnist_app.models import MODELS, architecture, weights_of
from fmnist_app.training.checkpoints import fresh, load, save
from fmnist_app.training.points import ignore
from fmnist_app.training.saved import SavedNetwork, SavedNetworkError, Start, write_saved
from fmnist_app.training.settings import settings_from

EARLIER = Path(__file__).parents[1] / "archive" / "data" / "earlier.zip"


def test_a_network_kept_by_an_earlier_version_stands_where_it_stood(tmp_path):
    """The Keras file is one that the earlier version really wrote, after 16 steps."""
    with zipfile.ZipFile(EARLIER) as archive:
        archive.extract("basic.keras", tmp_path)
        settings = settings_from(json.loads(archive.read("settings.json")))
    note = {"step": 16, "seconds": 9.5, "measurement_pending": False}
    (tmp_path / "basic.json").write_text(json.dumps(note))
    found = load("basic", settings, tmp_path)
    assert found
    model, start = found
    assert start == Start(16, 9.5)
    assert int(model.optimizer.iterations) == 16
    assert all(variable.numpy().any() for variable in model.optimizer.variables)
    assert load("basic", settings, tmp_path / "elsewhere") is None


def test_a_network_saved_with_another_optimiser_is_refused(small, tmp_path):
    layers = architecture("basic", small.choices)
    arrays = tuple(np.ones(weight.shape, np.float32) for weight in weights_of(layers))
    saved = SavedNetwork(arrays, {"momentum": arrays}, Start(1, 1.0))
    write_saved(saved, layers, tmp_path / "basic.safetensors")
    with pytest.raises(SavedNetworkError, match="another optimiser"):
        load("basic", small, tmp_path)


def test_without_the_optimisers_memory_the_weights_and_the_steps_are_there(small, tmp_path):
    layers = architecture("basic", small.choices)
    arrays = tuple(np.full(weight.shape, 0.5, np.float32) for weight in weights_of(layers))
    write_saved(
        SavedNetwork(arrays, {}, Start(40, 1.0), 0.25), layers, tmp_path / "basic.safetensors"
    )
    found = load("basic", small, tmp_path)
    assert found
    model, start = found
    assert start.step == int(model.optimizer.iterations) == 40
    assert float(model.optimizer.learning_rate.numpy()) == 0.25
    assert all((array == 0.5).all() for array in model.get_weights())


@pytest.mark.parametrize("name", list(MODELS))
def test_weights_statistics_and_all_that_the_optimiser_has_come_back(name, small, tmp_path):
    """An optimiser that remembers things by other names has to have them in `MEMORY`."""
    model = fresh(name, small)
    model.optimizer.build(model.trainable_weights)
    for place, variable in enumerate([*model.weights, *model.optimizer.variables], start=1):
        variable.assign(np.full(variable.shape, place))
    step = int(model.optimizer.iterations)
    start = Start(step, 2.0, measurement_pending=True)
    standing = SimpleNamespace(model=model, start=start)
    save(standing, small, tmp_path, ignore)  # type: ignore[arg-type] # it has what is saved
    found = load(name, small, tmp_path)
    assert found
    back, begun = found
    assert begun == start
    pairs = [(model.weights, back.weights), (model.optimizer.variables, back.optimizer.variables)]
    for ours, theirs in pairs:
        for was, now in zip(ours, theirs, strict=True):
            assert (was.numpy() == now.numpy()).all(), was.path
