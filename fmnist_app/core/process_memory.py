"""Keeping a process light: heaps that threads share, memory given back, less to look through."""

import contextlib
import ctypes
import gc
import mmap
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Of <malloc.h>: how many heaps the threads share, and from what size on free memory goes back.
ARENA_MAX, TRIM_THRESHOLD = -8, -1
ARENAS, KEPT_FREE = 2, 128 * 1024
# Of /proc/self/smaps: where machine code of a file is mapped, and how much of it was changed.
CODE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r-xp .* /")
CHANGED = re.compile(r"Anonymous: +(\d+) kB")


@cache
def share_heaps() -> None:
    """Have all threads use two heaps, and free memory at their ends go back at once, on Linux."""
    # Each thread's own heap would keep what it once used, and a server has a thread per visitor:
    # after twenty threads had read drawings and photos and answered them, 65 MB were left in use
    # with two heaps, and 220 to 400 MB without.
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(ARENA_MAX, ARENAS)
        mallopt(TRIM_THRESHOLD, KEPT_FREE)


@cache
def set_apart(loaded: str) -> None:  # noqa: ARG001 - each is set apart once
    """Leave all that is in memory now, above all what was `loaded`, out of garbage collection."""
    # Streamlit collects all garbage after every run of a script or fragment, twice a second for
    # each visitor who watches: 0.05 s of a core for what every page loads, and as much again for
    # pandas and Altair.
    gc.collect()
    gc.freeze()


def rest() -> None:
    """Give back what only work needed, when there is none for a while; more of it on Linux."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        # Holes in the heaps, too: 22 MB after the twenty threads above.
        system.malloc_trim(0)
        # And the code that ran: of TensorFlow's most runs only while it is loaded, 150 MB. The
        # system keeps it as long as there is room, and maps what runs again within milliseconds.
        for first, end in _unchanged_code():
            where, size = ctypes.c_void_p(first), ctypes.c_size_t(end - first)
            system.madvise(where, size, mmap.MADV_DONTNEED)


def _unchanged_code() -> Iterator[tuple[int, int]]:
    """Addresses, first and end, of the code that is mapped as it stands in its files."""
    code = None
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        if line[0] in "0123456789abcdef":
            code = CODE.match(line)
        elif code and (changed := CHANGED.match(line)) and int(changed[1]) == 0:
            yield int(code[1], 16), int(code[2], 16)


def resident_megabytes(pid: int) -> float:
    """Memory that a process has in use, in MB; 0 where nobody says, as elsewhere than on Linux."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6
