"""Ending in order when asked to end."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def exits_on_sigterm(code: int | str) -> Iterator[None]:
    """Within it SIGTERM is `sys.exit(code)`, so that what was started is ended on the way out."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(code))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
