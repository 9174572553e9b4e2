"""Giving memory back to the system that it would not ask for; on Linux, else nothing."""

import contextlib
import ctypes
import gc
from collections.abc import Iterator
from pathlib import Path

MAPS = Path("/proc/self/maps")
DONTNEED = 4  # MADV_DONTNEED of <sys/mman.h>, which Python names for its own mappings only
# Of <malloc.h>: how many heaps the threads share, and from what size on free memory goes back.
ARENA_MAX, TRIM_THRESHOLD = -8, -1
ARENAS, KEPT_FREE = 2, 128 * 1024


def share_heaps() -> None:
    """Have all threads use two heaps, and free memory at their ends go back at once.

    Each thread's own heap would keep what it once used, and a server has a thread per visitor.
    """
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(ARENA_MAX, ARENAS)
        mallopt(TRIM_THRESHOLD, KEPT_FREE)


def rest() -> None:
    """Give back all that only work needed, when there is none for a while."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    let_go_of_code()


def let_go_of_code() -> int:
    """Let the system drop the code of loaded libraries; returns the bytes that it may drop.

    The code is an unchanged copy of the files and is read from them again where it is needed;
    TensorFlow touches 150 MB of it at its import that training never sees again.
    """
    let_go = 0
    with contextlib.suppress(OSError, AttributeError):
        madvise = ctypes.CDLL(None, use_errno=True).madvise
        for start, end in _code(MAPS.read_text(encoding="utf-8").splitlines()):
            size = end - start
            if madvise(ctypes.c_void_p(start), ctypes.c_size_t(size), DONTNEED) == 0:
                let_go += size
    return let_go


def _code(maps: list[str]) -> Iterator[tuple[int, int]]:
    """Where libraries' code lies: mappings that can be run and never written."""
    for line in maps:
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[1] == "r-xp" and ".so" in fields[5]:
            start, end = fields[0].split("-")
            yield int(start, 16), int(end, 16)
