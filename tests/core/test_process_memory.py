"""Code that was let go is read again when it runs."""

import sys
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.core import process_memory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows its mappings")
def test_libraries_work_after_their_code_was_let_go():
    before = np.linalg.inv(np.eye(3) * 2)
    assert process_memory.let_go_of_code() > 1_000_000
    assert (np.linalg.inv(np.eye(3) * 2) == before).all()


def test_where_there_are_no_mappings_nothing_happens(monkeypatch):
    monkeypatch.setattr(process_memory, "MAPS", Path("/nowhere"))
    assert process_memory.let_go_of_code() == 0


def test_resting_and_sharing_heaps_change_nothing_that_is_in_use():
    kept = [bytes(1_000) for _ in range(1_000)]
    process_memory.share_heaps()
    process_memory.rest()
    assert all(not any(piece) for piece in kept[:10])
