"""Files on their way from a worker to the store: whole, and known by their digest."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from fmnist_app.core.atomic import atomic_write
from fmnist_app.lab.events import File


def describe(path: Path) -> File:
    """What a worker says of a finished file."""
    return File(path.name, path.stat().st_size, sha256(path))


def sha256(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def outgoing(folder: Path, file: File) -> Path:
    """Where in its scratch `folder` a worker leaves a file to be fetched.

    A later file of that name has another place, so none is changed while it is fetched.
    """
    return folder / f"{file.sha256}.{file.name}"


def lay_out(found: Mapping[str, Path], names: Iterable[str], folder: Path) -> None:
    """Copy those of the files `found` that are named into `folder`, each whole or not at all."""
    for name in found.keys() & set(names):
        with atomic_write(folder / name) as half:
            shutil.copyfile(found[name], half)


def take_in(path: Path, file: File, folder: Path) -> None:
    """Move the file at `path` into `folder`, whole or not at all; one that is there may come again.

    Raises OSError if it is not what `file` says, or the disk does not take it.
    """
    target = folder / file.name
    if target.is_file() and sha256(target) == file.sha256:
        path.unlink(missing_ok=True)
        return
    if path.stat().st_size != file.size or sha256(path) != file.sha256:
        raise OSError(f"{file.name} arrived broken.")
    with atomic_write(target) as half:
        shutil.move(path, half)
