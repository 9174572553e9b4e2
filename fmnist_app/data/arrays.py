"""The unpacked files, kept on disk and mapped into memory read-only.

Mapped pictures cost a server no memory of its own, two processes share them, and they open in a
fraction of the time of unpacking. What is kept is the content of the four files as it was
verified, so the same SHA-256 tells whether it still is what it was.
"""

import contextlib
import hashlib
import mmap
import os
from pathlib import Path

import numpy as np

from fmnist_app.core import paths
from fmnist_app.core.atomic import atomic_write
from fmnist_app.data.files import FILES, IdxFile, UInt8Array

# Where an array begins in its file: TensorFlow takes what lies at a multiple of it as it is.
START = 64


def open_arrays() -> dict[str, UInt8Array] | None:
    """Open all four arrays, mapped and verified; None if any is not kept or is damaged."""
    arrays: dict[str, UInt8Array] = {}
    for role, file in FILES.items():
        array = _open(file)
        if array is None:
            return None
        arrays[role] = array
    return arrays


def keep(file: IdxFile, array: UInt8Array) -> UInt8Array:
    """Keep a verified array of `file` and return it mapped, or as it is if that is impossible.

    Either way the result is uint8 of `file.shape` and read-only.
    """
    kept = _open(file)
    if kept is None:
        # A full or read-only disk costs memory, not the app.
        with contextlib.suppress(OSError):
            _write(_path(file), bytes(_padding(file)), file.header, array.data)
        kept = _open(file)
    if kept is None:
        array.flags.writeable = False
        return array
    return kept


def kept_source() -> str | None:
    """Tell where the kept arrays came from, in words for a reader; None if that is not known."""
    try:
        return _source_path().read_text("utf-8") or None
    except (OSError, UnicodeDecodeError):
        return None


def keep_source(source: str) -> None:
    """Note where the kept arrays came from; without a place to write, do nothing."""
    with contextlib.suppress(OSError):
        _write(_source_path(), source.encode())


def let_go(array: UInt8Array) -> None:
    """Give back the memory of a mapped array; its values are read from the file when needed."""
    mapped: object = array
    while isinstance(mapped, np.ndarray):
        mapped = mapped.base
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def _path(file: IdxFile) -> Path:
    return paths.home() / "arrays" / file.name.removesuffix(".gz")


def _source_path() -> Path:
    return paths.home() / "arrays" / "source.txt"


def _padding(file: IdxFile) -> int:
    """How many bytes stand before the content, so that its array begins at `START`."""
    return START - len(file.header)


def _open(file: IdxFile) -> UInt8Array | None:
    """Map one kept array; None if it is not there, not readable or not what it was."""
    try:
        with _path(file).open("rb") as handle:
            if os.fstat(handle.fileno()).st_size != _padding(file) + file.size:
                return None
            handle.seek(_padding(file))
            # Hashed by reading: hashing through the map would make it all resident.
            if hashlib.file_digest(handle, "sha256").hexdigest() != file.sha256:
                return None
            mapped = np.memmap(handle, np.uint8, "r", START, file.shape)
            return np.asarray(mapped)
    except OSError:
        return None


def _write(path: Path, *parts: bytes | memoryview) -> None:
    """Write a file of these parts, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as half, half.open("wb") as file:
        file.writelines(parts)
