"""A file is there whole or not at all, however many write it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from fmnist_app.core.atomic import atomic_write


def test_the_file_appears_once_it_is_whole(tmp_path):
    path = tmp_path / "note.txt"
    with atomic_write(path) as half:
        half.write_text("new")
        assert half.suffix == ".txt"
        assert not path.exists()
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_what_was_there(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old")
    with pytest.raises(OSError, match="full"), atomic_write(path) as half:
        half.write_text("half of")
        raise OSError("The disk is full.")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_two_writers_at_once_do_not_mix(tmp_path):
    path = tmp_path / "note.txt"
    with atomic_write(path) as first, atomic_write(path) as second:
        first.write_text("first")
        second.write_text("second")
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_many_writers_leave_one_whole_file(tmp_path):
    path = tmp_path / "note.txt"

    def write(letter):
        with atomic_write(path) as half:
            half.write_text(letter * 10_000)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, "abcdefgh" * 8))
    assert len(set(path.read_text())) == 1
    assert len(path.read_text()) == 10_000
    assert list(tmp_path.iterdir()) == [path]
