import gzip
from pathlib import Path

import pytest

from fmnist_app.data import FILES, Dataset, search


@pytest.fixture(scope="session")
def folder(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four real files, packed anew, so that tests need no particular source of them."""
    packed = tmp_path_factory.mktemp("packed")
    for role, file in FILES.items():
        content = file.header + getattr(dataset, role).tobytes()
        (packed / file.name).write_bytes(gzip.compress(content, compresslevel=1))
    return packed


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A folder of one's own with the four real files, to break."""
    copied = tmp_path / "copy"
    copied.mkdir()
    for file in FILES.values():
        (copied / file.name).hardlink_to(folder / file.name)
    return copied


@pytest.fixture(autouse=True)
def home(dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer without the data set: every place to look in is empty."""
    monkeypatch.delenv("FMNIST_DATA", raising=False)
    monkeypatch.setenv("FMNIST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(search, "DEBIAN_FOLDER", tmp_path / "debian")
    return tmp_path / "home"
