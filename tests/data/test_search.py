from pathlib import Path

import pytest

from fmnist_app.data import FILES, DatasetBrokenError, DatasetMissingError, find, search


def test_the_search_follows_its_order(
    folder: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = []
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    home.mkdir()
    for place in (
        home / "dataset",
        search.DEBIAN_FOLDER,
        tmp_path / "keras/datasets/fashion-mnist",
    ):
        place.symlink_to(folder)
        assert find().folder == place
        kinds.append(find().kind)
    monkeypatch.setenv("FMNIST_DATA", str(folder))
    assert [*kinds, find().kind] == ["own", "debian", "keras", "named"]


def test_the_source_is_told_in_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FMNIST_DATA", str(folder))
    assert find().source == f"the folder named by FMNIST_DATA ({folder})"


def test_a_missing_data_set_names_the_three_ways_to_get_it() -> None:
    with pytest.raises(DatasetMissingError) as caught:
        find()
    for way in ("dataset-fashion-mnist", "FMNIST_DATA", "python -m fmnist_app data"):
        assert way in str(caught.value)


def test_a_named_folder_without_a_file_is_an_error(
    copy: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.DEBIAN_FOLDER.symlink_to(folder)
    lacking = FILES["train_images"].name
    (copy / lacking).unlink()
    monkeypatch.setenv("FMNIST_DATA", str(copy))
    with pytest.raises(DatasetBrokenError, match=f"FMNIST_DATA names .*, which has no {lacking};"):
        find()


def test_an_interrupted_download_elsewhere_is_passed_over(copy: Path, folder: Path) -> None:
    (copy / FILES["test_images"].name).unlink()
    search.DEBIAN_FOLDER.symlink_to(copy)
    search.own_folder().parent.mkdir()
    search.own_folder().symlink_to(folder)
    assert find().kind == "own"
