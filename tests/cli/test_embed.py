"""The command that lays out the test pictures for the shipped networks."""

from dataclasses import replace
from pathlib import Path
from queue import Queue

import numpy as np
import pytest

from fmnist_app.__main__ import main
from fmnist_app.catalog import available, shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.cli import embed
from fmnist_app.inference.embedding.files import METHODS, EmbeddingFiles
from fmnist_app.lab.embedding import SHIPPED, Embeddings, digest

PICTURES = 300
PATIENCE = 60


@pytest.fixture
def few_pictures(dataset, monkeypatch):
    few = replace(dataset, test_images=dataset.test_images[:PICTURES])
    monkeypatch.setattr(embed, "load_dataset", lambda: few)


def test_maps_are_made_once_and_how_good_they_are_is_printed(few_pictures, tmp_path, capsys):
    command = ["embed", "--only", "basic", "--out", str(tmp_path)]
    assert main(command) == 0
    assert "basic: of ten neighbours are kept: pca " in capsys.readouterr().out
    files = EmbeddingFiles(tmp_path / "basic")
    assert len(files.read_map("tsne").points) == PICTURES
    assert files.read_features().reduced.dtype == np.float32
    assert main(command) == 0
    assert "…" not in capsys.readouterr().out  # not made again


def test_a_folder_that_cannot_be_written_to_is_said(few_pictures, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")
    assert main(["embed", "--only", "basic", "--out", str(tmp_path / "file")]) == 1
    assert "Cannot write to" in capsys.readouterr().err


@pytest.mark.parametrize("name", available())
def test_the_shipped_maps_are_those_of_the_shipped_weights(name, tmp_path, dataset):
    network = read_weights(shipped(name))
    files = Embeddings(tmp_path).ask(shipped(name), network)
    assert files.folder == SHIPPED / name
    for method in METHODS:
        made = files.read_map(method)
        assert made.done == 1
        assert made.points.shape == (10_000, 2)
    assert len(files.read_features().reduced) == 10_000


def test_other_weights_of_that_name_have_maps_of_their_own(tmp_path, monkeypatch):
    made: Queue[Path] = Queue()
    monkeypatch.setattr("fmnist_app.lab.embedding._make", lambda folder, _: made.put(folder))
    other = read_weights(shipped("basic")).forgetting(1, 0)
    own = tmp_path / digest(other)
    assert Embeddings(tmp_path).ask(shipped("basic"), other).folder == own
    assert made.get(timeout=PATIENCE) == own
