"""Giving back the pages of libraries that only loading them needed; on Linux, else nothing."""

import contextlib
import ctypes
from collections.abc import Iterator
from pathlib import Path

MAPS = Path("/proc/self/maps")
DONTNEED = 4  # MADV_DONTNEED of <sys/mman.h>, which Python names for its own mappings only


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
