"""Code that was let go is read again when it runs."""

import sys
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.lab import codepages


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows its mappings")
def test_libraries_work_after_their_code_was_let_go():
    before = np.linalg.inv(np.eye(3) * 2)
    assert codepages.let_go_of_code() > 1_000_000
    assert (np.linalg.inv(np.eye(3) * 2) == before).all()


def test_where_there_are_no_mappings_nothing_happens(monkeypatch):
    monkeypatch.setattr(codepages, "MAPS", Path("/nowhere"))
    assert codepages.let_go_of_code() == 0
