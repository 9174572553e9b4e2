"""Files that appear whole or not at all."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fmnist_app.core.errors import LabError


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn what the disk says against writing to `place` into a sentence, a `LabError`."""
    try:
        yield
    except OSError as error:
        raise LabError(f"Cannot write to {place}: {error.strerror or error}.") from error


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """A place of its own beside `path` to write to, which then takes its name.

    An error leaves nothing; of several writers at once, each in turn takes the name with a whole
    file.
    """
    # Some writers go by the ending of the name, so the part that is its own stands before.
    half = path.with_name(f".{secrets.token_hex(4)}-{path.name}")
    try:
        yield half
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def write_whole(text: str, path: Path) -> None:
    """Write a text to `path`, whole or not at all, in a folder that is made if missing.

    Raises `LabError` if the place cannot be written.
    """
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path) as half:
            half.write_text(text, encoding="utf-8")
