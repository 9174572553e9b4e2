"""Files that appear whole or not at all."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
