import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.data import FILES, Dataset, DatasetBrokenError, load_dataset, search


def install(folder: Path) -> None:
    search.DEBIAN_FOLDER.symlink_to(folder)


def is_mapped(array: np.ndarray) -> bool:
    return isinstance(array.base, np.memmap)


def assert_same(first: Dataset, second: Dataset) -> None:
    for role in FILES:
        assert np.array_equal(getattr(first, role), getattr(second, role))
    assert first.sha256 == second.sha256


def test_the_real_data_set_has_its_shapes_and_types(dataset: Dataset) -> None:
    assert dataset.train_images.shape == (60_000, 28, 28)
    assert dataset.test_images.shape == (10_000, 28, 28)
    assert dataset.train_labels.shape == (60_000,)
    assert dataset.test_labels.shape == (10_000,)
    assert {getattr(dataset, role).dtype for role in FILES} == {np.dtype(np.uint8)}


def test_nobody_can_change_a_picture(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="read-only"):
        dataset.train_images[0, 0, 0] = 1


def test_the_pictures_are_mapped_at_the_first_load_and_the_second(
    folder: Path, dataset: Dataset
) -> None:
    install(folder)
    first, second = load_dataset(), load_dataset()
    assert is_mapped(first.train_images)
    assert is_mapped(second.train_images)
    assert first.source == second.source
    assert_same(first, dataset)
    assert_same(second, dataset)


def test_kept_arrays_serve_when_the_files_are_gone(folder: Path, dataset: Dataset) -> None:
    install(folder)
    load_dataset()
    search.DEBIAN_FOLDER.unlink()
    assert_same(load_dataset(), dataset)


def test_damaged_arrays_are_made_anew(folder: Path, home: Path, dataset: Dataset) -> None:
    install(folder)
    load_dataset()
    kept = home / "arrays" / "t10k-images-idx3-ubyte"
    content = bytearray(kept.read_bytes())
    content[-1] ^= 1
    kept.write_bytes(content)
    assert_same(load_dataset(), dataset)
    assert kept.read_bytes() != content
    assert not list((home / "arrays").glob(".*"))


def test_a_disk_that_cannot_be_written_costs_memory_only(
    folder: Path, tmp_path: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(folder)
    (tmp_path / "file").touch()
    monkeypatch.setenv("FMNIST_HOME", str(tmp_path / "file" / "home"))
    loaded = load_dataset()
    assert not is_mapped(loaded.train_images)
    assert not loaded.train_images.flags.writeable
    assert_same(loaded, dataset)


def test_a_broken_named_folder_is_not_masked_by_kept_arrays(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(folder)
    load_dataset()
    labels = FILES["train_labels"]
    (copy / labels.name).unlink()
    (copy / labels.name).write_bytes(gzip.compress(labels.header + bytes(60_000)))
    monkeypatch.setenv("FMNIST_DATA", str(copy))
    with pytest.raises(DatasetBrokenError, match=labels.name):
        load_dataset(fetch=True)


def test_a_named_folder_is_the_source_while_it_is_named(
    folder: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(folder)
    load_dataset()
    monkeypatch.setenv("FMNIST_DATA", str(copy))
    assert str(copy) in load_dataset().source
    monkeypatch.delenv("FMNIST_DATA")
    assert "the Debian package" in load_dataset().source


def test_the_data_knows_neither_streamlit_nor_keras() -> None:
    code = "import sys, fmnist_app.data; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert not {"streamlit", "tensorflow", "keras"} & set(done.stdout.split())
