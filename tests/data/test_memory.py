"""What the data set takes of memory, and gives back."""

import sys
from pathlib import Path

import pytest

from fmnist_app.data import load_dataset


def resident_file_pages():
    with Path("/proc/self/status").open() as status:
        line = next(line for line in status if line.startswith("RssFile"))
    return int(line.split()[1]) * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own account of memory")
def test_pictures_looked_at_can_be_let_go_and_read_again(furnish, monkeypatch, tmp_path):
    monkeypatch.setenv("FMNIST_HOME", str(furnish(tmp_path / "furnished")))
    mapped = load_dataset()
    ink = int(mapped.train_images.sum())
    before = resident_file_pages()
    mapped.let_go()
    assert before - resident_file_pages() > 40_000_000
    assert int(mapped.train_images.sum()) == ink
