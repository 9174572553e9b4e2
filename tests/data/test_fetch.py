import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fmnist_app.data import FILES, DatasetMissingError, fetch, find, load_dataset
from fmnist_app.data import search as search_module

fetch_module = sys.modules[fetch.__module__]

Way = Callable[[Path], Path]


def use(monkeypatch: pytest.MonkeyPatch, **ways: Way) -> None:
    monkeypatch.setattr(fetch_module, "WAYS", ways)


def bring(folder: Path) -> Way:
    return lambda scratch: Path(shutil.copytree(folder, scratch / "brought"))


def fail(_: Path) -> Path:
    raise fetch_module.DownloadError("the line is dead.")


def test_the_second_way_is_tried_when_the_first_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, first=fail, second=bring(folder))
    said: list[str] = []
    assert fetch(said.append) == find().folder
    assert find().kind == "own"
    assert "the line is dead" in " ".join(said)


def test_a_failed_fetch_lists_what_was_tried_and_leaves_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, first=fail, second=fail)
    with pytest.raises(DatasetMissingError, match=r"tried first \(the line is dead\) and second"):
        fetch(print)
    assert list(home.iterdir()) == []


def test_a_broken_download_is_not_delivered(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / FILES["test_images"].name).unlink()
    (copy / FILES["test_images"].name).write_bytes(b"")
    use(monkeypatch, only=bring(copy))
    with pytest.raises(DatasetMissingError, match=r"t10k-images-idx3-ubyte\.gz holds nothing"):
        fetch(print)
    assert not search_module.own_folder().exists()


def test_a_fetch_replaces_an_incomplete_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_module.own_folder().mkdir(parents=True)
    (search_module.own_folder() / "leftover").touch()
    use(monkeypatch, only=bring(folder))
    fetch(print)
    assert len(list(find().folder.iterdir())) == len(FILES)


def test_a_way_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleep(scratch: Path) -> Path:
        fetch_module._run([sys.executable, "-c", "import time; time.sleep(60)"], scratch, {})
        return scratch

    monkeypatch.setattr(fetch_module, "TIME_LIMIT", 0.1)
    use(monkeypatch, only=sleep)
    with pytest.raises(DatasetMissingError, match="it took longer than"):
        fetch(print)


def test_the_last_words_of_a_failed_command_are_repeated(tmp_path: Path) -> None:
    with pytest.raises(fetch_module.DownloadError, match="it said: no route"):
        fetch_module._run([sys.executable, "-c", "import sys; sys.exit('no route')"], tmp_path, {})


def test_loading_fetches_only_when_asked_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, only=bring(folder))
    with pytest.raises(DatasetMissingError):
        load_dataset()
    assert "the app's own cache" in load_dataset(fetch=True).source


def test_a_home_that_cannot_be_written_is_told(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FMNIST_HOME", str(tmp_path / "file" / "home"))
    use(monkeypatch, only=bring(folder))
    with pytest.raises(DatasetMissingError, match="Not a directory"):
        fetch(print)
