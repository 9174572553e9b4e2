"""Files on their way into a run's folder: whole, once or twice, or not at all."""

import shutil

import pytest

from fmnist_app.lab.files import describe, take_in
from tests.lab.test_disk import files_end_at


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "run").mkdir()
    return tmp_path / "run"


@pytest.fixture
def network(tmp_path):
    path = tmp_path / "basic.keras"
    path.write_bytes(b"weights" * 1_000)
    return path


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_a_file_moves_in_under_its_name(network, folder, tmp_path):
    file = describe(network)
    take_in(network.rename(tmp_path / "elsewhere"), file, folder)
    assert (folder / "basic.keras").read_bytes() == b"weights" * 1_000
    assert names(tmp_path) == ["run"]


def test_a_file_may_come_twice(network, folder, tmp_path):
    file = describe(network)
    shutil.copy(network, tmp_path / "again")
    for path in (network, tmp_path / "again", network):
        take_in(path, file, folder)
    assert describe(folder / "basic.keras") == file
    assert names(tmp_path) == ["run"]


def test_a_newer_file_takes_the_place_of_an_older(network, folder):
    take_in(network, describe(network), folder)
    network.write_bytes(b"later")
    take_in(network, describe(network), folder)
    assert (folder / "basic.keras").read_bytes() == b"later"


@pytest.mark.parametrize("content", [b"", b"weights" * 999, b"WEIGHTS" * 1_000])
def test_what_is_not_as_announced_stays_out(network, folder, content):
    file = describe(network)
    network.write_bytes(content)
    with pytest.raises(OSError, match=r"basic\.keras arrived broken"):
        take_in(network, file, folder)
    assert not names(folder)


def test_a_full_disk_leaves_the_older_file_whole(network, folder, monkeypatch):
    take_in(network, describe(network), folder)
    network.write_bytes(b"later" * 2_000)
    # As between two disks, where a file cannot be renamed.
    monkeypatch.setattr("os.rename", _not_across_disks)
    with files_end_at(8_000), pytest.raises(OSError):
        take_in(network, describe(network), folder)
    assert names(folder) == ["basic.keras"]
    assert (folder / "basic.keras").read_bytes() == b"weights" * 1_000


def _not_across_disks(source, target):
    raise OSError(18, "Invalid cross-device link")
