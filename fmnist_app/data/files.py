"""The four files of Fashion-MNIST: their names, what must be in them, and how they are read.

Knows nothing about where the files are or who wants them.
"""

import gzip
import hashlib
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fmnist_app.core.errors import LabError
from fmnist_app.data.classes import SIDE
from fmnist_app.data.digits import digits_clue

UInt8Array = npt.NDArray[np.uint8]

CHUNK = 1 << 20


class DatasetBrokenError(LabError):
    """A file of the data set is there but is not what it should be."""


@dataclass(frozen=True)
class IdxFile:
    """One file of the data set: an IDX array of bytes, packed with gzip.

    `sha256` is that of the unpacked content, because the sources pack it differently.
    """

    name: str
    shape: tuple[int, ...]
    sha256: str

    @property
    def header(self) -> bytes:
        """The first bytes of the unpacked content: the IDX magic number and the dimensions."""
        return struct.pack(f">{len(self.shape) + 1}I", 0x0800 + len(self.shape), *self.shape)

    @property
    def size(self) -> int:
        """The length in bytes of the unpacked content."""
        return len(self.header) + int(np.prod(self.shape))


# Labels stand first: they are small, and they tell digits from clothes for the whole folder.
FILES: dict[str, IdxFile] = {
    "train_labels": IdxFile(
        "train-labels-idx1-ubyte.gz",
        (60_000,),
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    ),
    "test_labels": IdxFile(
        "t10k-labels-idx1-ubyte.gz",
        (10_000,),
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    ),
    "train_images": IdxFile(
        "train-images-idx3-ubyte.gz",
        (60_000, SIDE, SIDE),
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    ),
    "test_images": IdxFile(
        "t10k-images-idx3-ubyte.gz",
        (10_000, SIDE, SIDE),
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    ),
}


def read_file(folder: Path, file: IdxFile) -> UInt8Array:
    """Read and verify one file of the data set.

    Returns a uint8 array of `file.shape`. Raises `DatasetBrokenError`, naming the file, when it
    cannot be unpacked, is not the IDX array it should be, or has another content than the real one.
    """
    path = folder / file.name
    content = _unpack(path, file.size)
    _check_header(path, file, content)
    array = content[len(file.header) :].reshape(file.shape)
    found = hashlib.sha256(content.data).hexdigest()
    if found != file.sha256:
        clue = digits_clue(array)
        if clue:
            raise DatasetBrokenError(
                f"{path} holds the handwritten digits of MNIST, not Fashion-MNIST: {clue}."
            )
        raise DatasetBrokenError(
            f"{path} is not the original: its content has the SHA-256 {found[:12]}…, "
            f"but Fashion-MNIST's has {file.sha256[:12]}…."
        )
    return array


def _unpack(path: Path, size: int) -> UInt8Array:
    """Return the unpacked content, cut at one byte more than `size`."""
    content = np.empty(size + 1, np.uint8)
    filled = 0
    try:
        with gzip.open(path, "rb") as packed:
            # The surplus byte shows that a file goes on too long, and no more of it is unpacked:
            # a small packed file can hold terabytes.
            while chunk := packed.read(min(CHUNK, len(content) - filled)):
                content[filled : filled + len(chunk)] = np.frombuffer(chunk, np.uint8)
                filled += len(chunk)
    except EOFError:
        raise DatasetBrokenError(
            f"{path} is cut short: it ends after {filled:,} of {size:,} unpacked bytes."
        ) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise DatasetBrokenError(f"{path} is not a sound gzip file: {error}.") from None
    except OSError as error:
        raise DatasetBrokenError(f"{path} cannot be read: {error.strerror or error}.") from None
    return content[:filled]


def _check_header(path: Path, file: IdxFile, content: UInt8Array) -> None:
    """Refuse content that is another IDX array than `file`, none at all, or of another length."""
    expected = f"expected an IDX array of {_times(file.shape)} bytes"
    if bytes(content[: len(file.header)]) != file.header:
        raise DatasetBrokenError(f"{path} holds {_what_is(content)}; {expected}.")
    if len(content) < file.size:
        raise DatasetBrokenError(
            f"{path} holds {len(content):,} bytes; {expected} ({file.size:,})."
        )
    if len(content) > file.size:
        raise DatasetBrokenError(f"{path} holds more than {file.size:,} bytes; {expected}.")


def _what_is(content: UInt8Array) -> str:
    """Say in words what an unpacked content begins with."""
    start = bytes(content[:16])
    if not start:
        return "nothing"
    dimensions = start[3] if len(start) > 4 and start[:3] == b"\0\0\x08" else 0
    if dimensions not in (1, 2, 3) or len(start) < 4 + 4 * dimensions:
        return f"no IDX array (it begins with the bytes {start[:4].hex(' ')})"
    shape = struct.unpack_from(f">{dimensions}I", start, 4)
    return f"an IDX array of {_times(shape)} bytes"


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(f"{length:,}" for length in shape)  # noqa: RUF001
