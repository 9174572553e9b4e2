"""Threads that give way to others."""

import os
import sys
import threading
from collections.abc import Callable

import pytest

from fmnist_app.core.priority import BEHIND, give_way


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has a priority on Linux alone")
def test_a_thread_gives_way_with_those_it_begins_and_no_other() -> None:
    found: list[int] = []

    def note() -> None:
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def work() -> None:
        give_way()
        note()
        run(note)

    def run(what: Callable[[], None]) -> None:
        thread = threading.Thread(target=what)
        thread.start()
        thread.join()

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    run(work)
    note()
    assert found == [max(BEHIND, before), max(BEHIND, before), before]
