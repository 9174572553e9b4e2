"""The data set of a Dask worker that has none, and cannot fetch it: real processes and sockets."""

import pytest

from fmnist_app.data import FILES, DatasetBrokenError, deliver, find, load_dataset, packed
from fmnist_app.lab.cluster_client import ClusterError, connect
from fmnist_app.lab.cluster_data import DATA
from tests.experiments.search.test_cluster import Cluster as Machines
from tests.lab.test_worker_process import wait

NOWHERE = "http://127.0.0.1:9"
WAIT_SECONDS = 120


def need_dataset():
    """On a worker: the data set as a job needs it, and where it was found."""
    from pathlib import Path

    from fmnist_app.data import find, search
    from fmnist_app.lab.cluster_data import have_dataset

    search.DEBIAN_FOLDER = Path("/nowhere")  # as on a machine without the package
    have_dataset()
    return str(find().folder)


@pytest.fixture
def machines(tmp_path):
    """A scheduler and a worker, whose home is empty and which reaches nothing else."""
    empty = tmp_path / "empty"
    empty.mkdir()
    own = {"HOME": str(empty), "KERAS_HOME": str(empty), "FMNIST_HOME": str(empty / "own")}
    made = Machines({**own, "http_proxy": NOWHERE, "https_proxy": NOWHERE, "FMNIST_DATA": ""})
    made.ensure(1)
    yield made
    made.close()


@pytest.fixture
def client(machines):
    found = []

    def answers():
        try:
            found.append(connect(machines.address))
        except ClusterError:  # it is still starting
            return False
        return True

    wait(answers)
    yield found[0]
    found[0].close()


def test_a_worker_without_the_data_set_is_sent_it(client, tmp_path, monkeypatch):
    own = tmp_path / "empty" / "own"
    folder = client.submit(need_dataset, pure=False).result(timeout=WAIT_SECONDS)
    assert folder == str(own / "dataset")
    monkeypatch.setenv("FMNIST_DATA", folder)
    assert load_dataset().sha256
    # A second finds it.
    assert client.submit(need_dataset, pure=False).result(timeout=WAIT_SECONDS) == folder


def test_files_that_are_not_the_original_are_refused_and_nothing_is_kept(client, tmp_path):
    other = dict.fromkeys((file.name for file in FILES.values()), b"no data set")
    client.set_metadata(DATA, other)
    with pytest.raises(DatasetBrokenError, match="not a sound gzip file"):
        client.submit(need_dataset, pure=False).result(timeout=WAIT_SECONDS)
    assert not list((tmp_path / "empty" / "own").iterdir())


def test_what_is_packed_here_can_be_delivered_elsewhere(tmp_path, monkeypatch, dataset):
    files = packed()
    monkeypatch.setenv("FMNIST_HOME", str(tmp_path))
    assert deliver(files) == tmp_path / "dataset"
    monkeypatch.setenv("FMNIST_DATA", str(tmp_path / "dataset"))
    assert load_dataset().sha256 == dataset.sha256
    assert find().folder == tmp_path / "dataset"


def test_a_file_that_is_missing_among_those_sent_is_named(tmp_path, monkeypatch, dataset):
    files = packed()
    name = FILES["test_images"].name
    del files[name]
    monkeypatch.setenv("FMNIST_HOME", str(tmp_path))
    with pytest.raises(DatasetBrokenError, match=name):
        deliver(files)
    assert not (tmp_path / "dataset").exists()
