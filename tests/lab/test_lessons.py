"""Which runs belong to a lesson."""

import os
import time

import pytest

from fmnist_app.lab import lessons
from fmnist_app.lab.lessons import LESSON, Lessons, new_lesson

RUNS = [letter * 22 for letter in "abc"]


@pytest.fixture
def kept(tmp_path):
    return Lessons(tmp_path / "lessons")


def test_runs_of_a_lesson_are_found_in_their_order_by_another_server_too(kept, tmp_path):
    letters = new_lesson()
    assert LESSON.fullmatch(letters)
    assert letters != new_lesson()
    assert kept.runs(letters) == ()
    for run in (*RUNS, RUNS[0]):
        assert kept.join(letters, run)
    assert Lessons(tmp_path / "lessons").runs(letters) == tuple(RUNS)
    assert kept.runs(new_lesson()) == ()


@pytest.mark.parametrize("letters", ["", "../secrets", "ABCDEFGHIJ", "abcdefghij\n", "a" * 11])
def test_what_is_no_lesson_has_no_file(kept, tmp_path, letters):
    assert not kept.join(letters, RUNS[0])
    assert kept.runs(letters) == ()
    assert not (tmp_path / "lessons").exists()


def test_a_lesson_takes_so_many_runs_and_no_more(kept, monkeypatch):
    monkeypatch.setattr(lessons, "MOST_RUNS", 2)
    assert [kept.join("a" * 10, run) for run in RUNS] == [True, True, False]
    assert len(kept.runs("a" * 10)) == 2


def test_lessons_of_last_month_are_forgotten_and_damaged_lines_passed_over(kept, tmp_path):
    kept.join("a" * 10, RUNS[0])
    file = tmp_path / "lessons" / f"{'a' * 10}.txt"
    file.write_bytes(b"\xff\x00 no run\n" + RUNS[1].encode() + b"\n")
    assert kept.runs("a" * 10) == (RUNS[1],)
    month_ago = time.time() - 31 * 86_400
    os.utime(file, (month_ago, month_ago))
    kept.join("b" * 10, RUNS[2])
    assert kept.runs("a" * 10) == ()


def test_a_full_disk_costs_the_run_its_place_and_nothing_else(tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert not Lessons(tmp_path / "file").join("a" * 10, RUNS[0])
