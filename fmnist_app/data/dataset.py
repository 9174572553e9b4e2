"""The data set as the app uses it: four verified arrays that nobody can change."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from fmnist_app.data import arrays
from fmnist_app.data.fetch import fetch as fetch_files
from fmnist_app.data.files import FILES, UInt8Array, read_file
from fmnist_app.data.search import DatasetMissingError, Found, find, named_folder


# Compared by identity: comparing seventy thousand pictures is nobody's intention.
@dataclass(frozen=True, eq=False)
class Dataset:
    """Fashion-MNIST: 60,000 pictures to train on and 10,000 to test with.

    Images are uint8 of shape (n, 28, 28), black 0 to white 255; labels are uint8 of shape (n,),
    indices into `CLASS_NAMES`. All arrays are read-only. `source` says in words where the data
    set was found, `sha256` is one digest over the digests of the four files.
    """

    train_images: UInt8Array = field(repr=False)
    train_labels: UInt8Array = field(repr=False)
    test_images: UInt8Array = field(repr=False)
    test_labels: UInt8Array = field(repr=False)
    source: str
    sha256: str

    def let_go(self) -> None:
        """Give back the memory that the pictures looked at so far take up; they stay readable.

        Reading a few pictures from the mapped files makes the system map far more around them.
        """
        for array in (self.train_images, self.test_images):
            arrays.let_go(array)


def load_dataset(fetch: bool = False, say: Callable[[str], None] = lambda _: None) -> Dataset:
    """Load the verified data set, from the arrays kept at an earlier load where there are any.

    A folder named by `FMNIST_DATA` always wins and is verified each time. With `fetch`, a data
    set that is nowhere is downloaded, and `say` is told how that goes. Raises `DatasetMissingError`
    when there is none to be had and `DatasetBrokenError` when a file is not what it should be.
    """
    return (None if named_folder() else _kept()) or _from_folder(locate(fetch, say))


def locate(fetch: bool, say: Callable[[str], None]) -> Found:
    """Find the four files, or with `fetch` download them; raises what `find` and `fetch` raise."""
    try:
        return find()
    except DatasetMissingError:
        if not fetch:
            raise
    fetch_files(say)
    return find()


def _kept() -> Dataset | None:
    source = arrays.kept_source()
    kept = arrays.open_arrays() if source else None
    return Dataset(**kept, source=source, sha256=_digest()) if kept and source else None


def _from_folder(found: Found) -> Dataset:
    # One file after the other, so that at most one is unpacked in memory at a time.
    loaded = {
        role: arrays.keep(file, read_file(found.folder, file)) for role, file in FILES.items()
    }
    if found.kind != "named" or arrays.kept_source() is None:
        arrays.keep_source(found.source)
    return Dataset(**loaded, source=found.source, sha256=_digest())


def _digest() -> str:
    """One digest for the data set; a constant, because each file was verified against its own."""
    return hashlib.sha256("".join(file.sha256 for file in FILES.values()).encode()).hexdigest()
