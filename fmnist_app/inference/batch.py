"""Reading many pictures at once; one bad file among many stops nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fmnist_app.images import PictureError, Sight, see

AT_ONCE = 32


def read_all(paths: Sequence[Path]) -> Iterator[Sight | PictureError]:
    """A sight, or the error that names what is wrong, for each path in order.

    Pictures are read on a few threads, 32 at a time, so that thousands fit in memory.
    """
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as threads:
        for start in range(0, len(paths), AT_ONCE):
            yield from threads.map(_read, paths[start : start + AT_ONCE])


def _read(path: Path) -> Sight | PictureError:
    """The sight of one file, or its error."""
    try:
        return see(path)
    except PictureError as problem:
        return problem
