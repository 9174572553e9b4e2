"""A collection in its file: what is added, changed and removed, and what must not be lost."""

import sqlite3
from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from fmnist_app.wardrobe import store
from fmnist_app.wardrobe.store import Wardrobe, WardrobeError
from tests.wardrobe.conftest import jpeg, piece


def test_a_piece_comes_back_as_it_was_added_with_its_photo(wardrobe):
    (own,) = wardrobe.add([(piece("Shirt", tags=("work",), notes="blue"), jpeg(1))])
    (found,) = Wardrobe(wardrobe._file.path).items()
    assert found.id == own
    assert (found.label, found.guessed, found.tags, found.notes) == (
        "Shirt",
        "Coat",
        ("work",),
        "blue",
    )
    assert (found.pixels == 7).all()
    assert wardrobe.photo(own) == jpeg(1)
    assert wardrobe.photo("nobody's") is None


def test_ids_are_all_different_and_long(wardrobe):
    ids = wardrobe.add([(piece(), jpeg())] * 50)
    assert len(set(ids)) == 50
    assert all(len(own) == 12 for own in ids)


def test_changes_and_days_are_kept_and_counted(wardrobe):
    wardrobe.add([(piece(), jpeg())])
    (found,) = wardrobe.items()
    days = (date(2026, 5, 2), date(2026, 5, 1))
    wardrobe.change(replace(found, label="Dress", worn=days, tags=("old",)))
    (changed,) = wardrobe.items()
    assert (changed.label, changed.worn, changed.tags, changed.version) == (
        "Dress",
        days,
        ("old",),
        2,
    )
    assert changed.last_worn == days[0]


def test_of_two_tabs_that_change_one_piece_the_second_is_told(wardrobe):
    wardrobe.add([(piece(), jpeg())])
    (found,) = wardrobe.items()
    wardrobe.change(replace(found, label="Dress"))
    with pytest.raises(WardrobeError, match="changed elsewhere meanwhile"):
        wardrobe.change(replace(found, label="Shirt"))
    assert wardrobe.items()[0].label == "Dress"


def test_of_several_changes_all_are_kept_or_none(wardrobe):
    wardrobe.add([(piece(), jpeg())] * 2)
    one, other = wardrobe.items()
    wardrobe.change(replace(other, label="Dress"))
    worn = (date(2026, 5, 1),)
    with pytest.raises(WardrobeError, match="changed elsewhere meanwhile"):
        wardrobe.change(replace(one, worn=worn), replace(other, worn=worn))
    assert [found.worn for found in wardrobe.items()] == [(), ()]


def test_a_removed_piece_is_gone_with_its_photo_and_its_days(wardrobe):
    (own,) = wardrobe.add([(piece(worn=(date(2026, 1, 1),)), jpeg())])
    wardrobe.remove(own)
    assert wardrobe.items() == []
    assert wardrobe.photo(own) is None
    wardrobe.remove(own)


def test_many_who_add_at_once_lose_nothing(wardrobe):
    def add():
        for _ in range(5):
            wardrobe.add([(piece(), jpeg())])

    threads = [Thread(target=add) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(wardrobe.items()) == 20


def test_a_full_collection_says_so_and_takes_none_of_several(wardrobe, monkeypatch):
    monkeypatch.setattr(store, "MOST_ITEMS", 3)
    wardrobe.add([(piece(), jpeg())] * 2)
    with pytest.raises(WardrobeError, match="4 pieces would be in the wardrobe; expected at most"):
        wardrobe.add([(piece(), jpeg())] * 2)
    assert len(wardrobe.items()) == 2


def test_a_full_disk_is_said_and_nothing_is_half_written(wardrobe, monkeypatch):
    wardrobe.add([(piece(), jpeg())])
    connect = sqlite3.connect

    def small(*given, **more):
        connection = connect(*given, **more)
        connection.execute("PRAGMA max_page_count = 12")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(WardrobeError, match="no room on the disk, and nothing was changed"):
        wardrobe.add([(piece(), bytes(30_000))] * 3)
    monkeypatch.undo()
    assert len(wardrobe.items()) == 1


def test_a_file_that_is_no_wardrobe_or_of_a_newer_app_is_said(tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"this is text" * 100)
    with pytest.raises(WardrobeError, match="its file is no wardrobe"):
        Wardrobe(broken)
    newer = Wardrobe(tmp_path / "newer.sqlite")
    with sqlite3.connect(newer._file.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(WardrobeError, match="written by a newer version of this app"):
        Wardrobe(newer._file.path)
