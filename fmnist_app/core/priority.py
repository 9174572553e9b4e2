"""Giving way: work behind a page, so that whoever looks at the page does not wait for it."""

import contextlib
import os
import sys
import threading

BEHIND = 10  # of 19, as `nice` counts


def give_way() -> None:
    """Let this thread, and those that it begins from now on, compute when others have enough.

    Linux knows a priority for each thread; elsewhere nothing changes.
    """
    if sys.platform == "linux":
        own = threading.get_native_id()
        with contextlib.suppress(OSError):
            before = os.getpriority(os.PRIO_PROCESS, own)
            os.setpriority(os.PRIO_PROCESS, own, max(before, BEHIND))
