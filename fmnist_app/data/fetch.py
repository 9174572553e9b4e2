"""Get the data set from elsewhere into the app's own folder, whole and verified or not at all."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from fmnist_app.core import paths
from fmnist_app.core.errors import LabError
from fmnist_app.data.files import FILES, DatasetBrokenError, read_file
from fmnist_app.data.search import (
    DEBIAN_PACKAGE,
    HOW_TO_GET_IT,
    DatasetMissingError,
    find,
    missing_files,
    own_folder,
)

Say = Callable[[str], None]

TIME_LIMIT = 180.0  # seconds for one way: 31 MB at 1.4 Mbit/s


class DownloadError(LabError):
    """One way of fetching did not work; another may."""


def fetch(say: Say) -> Path:
    """Fetch the four files into the app's own folder, and return that folder.

    Tries Keras's download, then the Debian package, which needs no root; `say` is told of each.
    Raises `DatasetMissingError`, listing what was tried, when none works.
    """
    tried: list[str] = []
    for words, way in WAYS.items():
        say(f"Fetching Fashion-MNIST through {words} (31 MB, at most {TIME_LIMIT:.0f} s) …")
        try:
            with _scratch_folder() as scratch:
                _deliver(way(Path(scratch)), Path(scratch))
        except (LabError, OSError) as error:
            tried.append(f"{words} ({str(error).rstrip('.')})")
            say(f"That did not work: {error}")
        else:
            say(f"Fashion-MNIST is now in {own_folder()}.")
            return own_folder()
    raise DatasetMissingError(
        f"Fashion-MNIST could not be fetched, having tried {' and '.join(tried)}: {HOW_TO_GET_IT}."
    )


def packed() -> dict[str, bytes]:
    """The four files of this computer by name, as they lie, to be sent to another.

    Raises `DatasetMissingError` or `DatasetBrokenError` where they are not to be had.
    """
    folder = find().folder
    try:
        return {file.name: (folder / file.name).read_bytes() for file in FILES.values()}
    except OSError as error:
        raise DatasetBrokenError(f"{folder} cannot be read: {error.strerror or error}.") from None


def deliver(files: Mapping[str, bytes]) -> Path:
    """Put the four files, by name, into the app's own folder, verified, and return that folder.

    Raises `DatasetBrokenError` where one is missing or not the original; then nothing is changed.
    """
    with _scratch_folder() as scratch:
        sent = Path(scratch) / "sent"
        sent.mkdir()
        for file in FILES.values():
            if file.name in files:
                (sent / file.name).write_bytes(files[file.name])
        _deliver(sent, Path(scratch))
    return own_folder()


def _from_keras(scratch: Path) -> Path:
    # A cache of its own, because a download that is cut off leaves a broken file in it.
    _run(
        [
            sys.executable,
            "-c",
            "from keras.datasets import fashion_mnist; fashion_mnist.load_data()",
        ],
        scratch,
        {"KERAS_HOME": str(scratch), "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    return scratch / "datasets" / "fashion-mnist"


def _from_debian(scratch: Path) -> Path:
    apt_get, dpkg = shutil.which("apt-get"), shutil.which("dpkg")
    if apt_get is None or dpkg is None:
        raise DownloadError("this system has no apt-get and dpkg.")
    # Lists of its own: those of a fresh machine are empty, and only root may renew them.
    (scratch / "lists" / "partial").mkdir(parents=True)
    own = [f"-o=Dir::State::Lists={scratch}/lists", f"-o=Dir::Cache={scratch}/cache"]
    _run([apt_get, *own, "update"], scratch, {"LC_ALL": "C"})
    _run([apt_get, *own, "download", DEBIAN_PACKAGE], scratch, {"LC_ALL": "C"})
    packages = list(scratch.glob("*.deb"))
    if not packages:
        raise DownloadError("apt-get brought no package.")
    _run([dpkg, "-x", str(packages[0]), str(scratch / "package")], scratch, {})
    return scratch / "package" / "usr" / "share" / "datasets" / "fashion-mnist"


WAYS: Mapping[str, Callable[[Path], Path]] = {
    "Keras's download": _from_keras,
    f"Debian's package {DEBIAN_PACKAGE}": _from_debian,
}


def _run(command: list[str], folder: Path, variables: dict[str, str]) -> None:
    """Run a child process quietly; raise `DownloadError` with its last words when it fails."""
    try:
        subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **variables},
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=TIME_LIMIT,
        )
    except subprocess.TimeoutExpired:
        raise DownloadError(f"it took longer than {TIME_LIMIT:.0f} s.") from None
    except subprocess.CalledProcessError as error:
        said = [line for line in str(error.stderr).splitlines() if line.strip()]
        raise DownloadError(f"it said: {said[-1].strip() if said else 'nothing'}.") from None


def _scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a temporary folder on the own folder's file system, so that a move is one step."""
    paths.home().mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="fetch-", dir=paths.home())


def _deliver(folder: Path, scratch: Path) -> None:
    """Verify the four files, then make them the app's own folder in one move."""
    whole = scratch / "whole"
    whole.mkdir()
    for file in FILES.values():
        read_file(folder, file)
        shutil.move(folder / file.name, whole / file.name)
    try:
        if own_folder().exists():
            own_folder().rename(scratch / "replaced")
        whole.rename(own_folder())
    except OSError:
        # Another process may have delivered in the meantime, which serves as well.
        if missing_files(own_folder()):
            raise
