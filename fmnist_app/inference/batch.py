"""Reading many pictures at once; one bad file among many stops nothing."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from fmnist_app.images import Overrides, PictureError, PreparedPicture, preprocess
from fmnist_app.images.decode import Source

READERS = 4
AT_ONCE = 8  # pictures for each reader, so that thousands fit in memory
LOG = logging.getLogger(__name__)
T = TypeVar("T")


def read_one(source: Source, overrides: Overrides | None = None) -> PreparedPicture | PictureError:
    """What the network sees of a picture, or the error whose text says what is wrong with it."""
    try:
        return preprocess(source, overrides)
    except PictureError as error:
        return error
    except Exception:  # a decoder that trips over one file must not take the others along
        LOG.exception("A picture could not be read")
        return PictureError("This picture is damaged in a way that stops it from being read.")


def read_all(
    sources: Sequence[T],
    read: Callable[[T], PreparedPicture | PictureError],
    readers: int = READERS,
) -> Iterator[PreparedPicture | PictureError]:
    """What `read` makes of each source, in order, on at most so many threads."""
    readers = min(readers, os.cpu_count() or 1)
    with ThreadPoolExecutor(max_workers=readers) as threads:
        for start in range(0, len(sources), AT_ONCE * readers):
            yield from threads.map(read, sources[start : start + AT_ONCE * readers])
