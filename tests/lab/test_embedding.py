"""Maps that a process of its own makes, one after the other, for whoever asks."""

import threading
import time
from dataclasses import replace

import pytest

from fmnist_app.catalog import shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.inference.embedding.files import EmbeddingFiles
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.lab import embedding
from fmnist_app.lab.embedding import BUSY, FAILED, Embeddings, digest

PICTURES = 300
PATIENCE = 120


@pytest.fixture(autouse=True)
def none_shipped(tmp_path_factory, monkeypatch):
    monkeypatch.setattr(embedding, "SHIPPED", tmp_path_factory.mktemp("none"))


@pytest.fixture
def service(tmp_path, dataset):
    """Make the maps of a server; at the end none of them is still at it."""
    made = []

    def make(root=tmp_path, pictures=PICTURES):
        made.append(Embeddings(root, pictures))
        return made[-1]

    yield make
    wait_for(lambda: not any(each._waiting for each in made))


@pytest.fixture
def basic():
    return shipped("basic"), read_weights(shipped("basic"))


def wait_for(what):
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def finished(files):
    made = files.read_map("tsne")
    return made is not None and made.done == 1


def test_maps_are_made_by_a_process_and_are_there_for_the_next_who_asks(service, basic):
    maps = service()
    files = maps.ask(*basic)
    wait_for(lambda: finished(files) or maps.trouble(files))
    assert maps.trouble(files) == ""
    assert len(files.read_map("pca").points) == PICTURES
    assert service().ask(*basic).read_map("tsne").done == 1


def test_one_network_is_laid_out_at_a_time_and_the_others_are_told_how_many_come_first(
    service, monkeypatch, basic
):
    package, network = basic
    go, made = threading.Event(), []

    def slow(folder, pictures):
        assert go.wait(PATIENCE)
        made.append(folder.name)
        return ""

    monkeypatch.setattr(embedding, "_make", slow)
    maps = service()
    first = maps.ask(package, network)
    second = maps.ask(package, network.forgetting(1, 0))
    assert maps.ask(package, network) == first
    assert [maps.before(each) for each in (first, second)] == [0, 1]
    go.set()
    wait_for(lambda: len(made) == 2)
    assert made == [first.folder.name, second.folder.name]


def test_more_networks_than_can_wait_are_refused_in_a_sentence(service, monkeypatch, basic):
    package, network = basic
    go = threading.Event()
    monkeypatch.setattr(embedding, "_make", lambda *_: go.wait(PATIENCE) and "")
    monkeypatch.setattr(embedding, "MOST_WAITING", 2)
    maps = service()
    waiting = [maps.ask(package, network.forgetting(1, seed)) for seed in range(2)]
    refused = maps.ask(package, network)
    assert maps.trouble(refused) == BUSY
    assert [maps.trouble(each) for each in waiting] == ["", ""]
    go.set()


def test_a_failure_is_said_once_and_tried_again_when_asked(service, monkeypatch, basic):
    said = ["It is broken.", ""]
    monkeypatch.setattr(embedding, "_make", lambda *_: said.pop(0))
    maps = service()
    files = maps.ask(*basic)
    wait_for(lambda: maps.trouble(files))
    maps.ask(*basic)
    assert maps.trouble(files) == "It is broken."
    maps.again(files)
    maps.ask(*basic)
    wait_for(lambda: not said)
    assert maps.trouble(files) == ""


def test_what_the_process_says_of_a_network_without_a_map_reaches_the_visitor(service, basic):
    package, network = basic
    dead = ArrayNetwork(
        network.layers,
        tuple({name: 0 * array for name, array in own.items()} for own in network.weights),
    )
    maps = service()
    files = maps.ask(package, dead)
    wait_for(lambda: maps.trouble(files))
    assert "answers every picture alike" in maps.trouble(files)


def test_a_process_that_breaks_is_told_of_without_its_traceback(tmp_path, dataset, capfd):
    files = EmbeddingFiles(tmp_path / "none")
    files.folder.mkdir()
    assert embedding._make(files.folder, PICTURES) == FAILED
    capfd.readouterr()  # the server's log has it


def test_equal_weights_have_the_same_maps_and_others_their_own(basic):
    _, network = basic
    assert digest(network) == digest(replace(network))
    assert digest(network) != digest(network.forgetting(1, 0))


def test_the_maps_that_were_made_last_are_kept(service, tmp_path, monkeypatch, basic):
    package, network = basic
    monkeypatch.setattr(embedding, "KEPT", 2)
    monkeypatch.setattr(embedding, "_make", lambda *_: "")
    maps = service()
    for seed in range(4):
        maps.ask(package, network.forgetting(1, seed))
        wait_for(lambda: not maps._waiting)
    wait_for(lambda: len(list(tmp_path.iterdir())) == 2)


def test_a_disk_without_room_is_said(service, tmp_path, basic):
    (tmp_path / "file").write_text("no folder")
    maps = service(tmp_path / "file")
    files = maps.ask(*basic)
    assert maps.trouble(files).startswith("The map cannot be kept on this server: ")
