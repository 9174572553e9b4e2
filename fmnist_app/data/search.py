"""Where the data set may be on this computer, and which of those places has it.

Knows nothing about what is in the files: that is `files`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fmnist_app.core import paths
from fmnist_app.core.errors import LabError
from fmnist_app.data.files import FILES, DatasetBrokenError

Kind = Literal["named", "keras", "debian", "own"]

DEBIAN_PACKAGE = "dataset-fashion-mnist"
DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")
HOW_TO_GET_IT = (
    f"install the Debian package {DEBIAN_PACKAGE}, or put the four files "
    f"({', '.join(file.name for file in FILES.values())}) in a folder and set FMNIST_DATA to it, "
    "or connect to the internet and run `python -m fmnist_app data`"
)
_WORDS: dict[Kind, str] = {
    "named": "the folder named by FMNIST_DATA",
    "keras": "Keras's cache",
    "debian": f"the Debian package {DEBIAN_PACKAGE}",
    "own": "the app's own cache",
}


class DatasetMissingError(LabError):
    """The data set is nowhere to be had; the text names the ways to get it."""


@dataclass(frozen=True)
class Found:
    """A folder that has the four files, not yet verified."""

    folder: Path
    kind: Kind

    @property
    def source(self) -> str:
        """Where the data set was found, in words for a reader."""
        return f"{_WORDS[self.kind]} ({self.folder})"


def find() -> Found:
    """Find the four files: `FMNIST_DATA`, Keras's cache, the Debian package, then the own cache.

    Raises `DatasetBrokenError` when `FMNIST_DATA` is set to a folder that lacks any of them, and
    `DatasetMissingError` when no place has them all.
    """
    named = named_folder()
    if named is not None:
        if lacking := missing_files(named):
            raise DatasetBrokenError(
                f"FMNIST_DATA names {named}, which has no {', '.join(lacking)}; "
                f"expected the {len(FILES)} files of Fashion-MNIST there."
            )
        return Found(named, "named")
    for place in _places():
        if not missing_files(place.folder):
            return place
    raise DatasetMissingError(f"Fashion-MNIST is not on this computer: {HOW_TO_GET_IT}.")


def named_folder() -> Path | None:
    """Return the folder that the environment names in `FMNIST_DATA`, if it names one."""
    named = os.environ.get("FMNIST_DATA")
    return Path(named).expanduser() if named else None


def missing_files(folder: Path) -> list[str]:
    """Return the names of those of the four files that a folder lacks."""
    return [file.name for file in FILES.values() if not (folder / file.name).is_file()]


def own_folder() -> Path:
    """Return the app's own folder for the four files."""
    return paths.home() / "dataset"


def _places() -> Iterator[Found]:
    keras_home = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()
    yield Found(keras_home / "datasets" / "fashion-mnist", "keras")
    yield Found(DEBIAN_FOLDER, "debian")
    yield Found(own_folder(), "own")
