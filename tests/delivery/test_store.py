"""A delivery in its file: what came, what the network said, what a person said."""

import sqlite3
from threading import Thread

import pytest

from fmnist_app.delivery import store
from fmnist_app.delivery.store import Delivery, DeliveryError, Named, Picture
from tests.delivery.conftest import SURE, UNSURE


def test_what_was_made_of_pictures_comes_back_as_it_was(filled):
    again = Delivery(filled.path)
    assert again.pictures() == [
        Picture("a", "a.jpg", SURE, ""),
        Picture("b", "b.jpg", UNSURE, ""),
        Picture("c", "c.jpg", None, "The file is empty."),
    ]
    assert (again.photo("a"), again.photo("nobody's")) == (b"large", b"")
    assert again.thumbnails() == {"a": b"small", "b": b""}
    assert again.looks()[0] == ["a", "b"]
    assert again.looks()[1].shape == (2, 768)


def test_a_delivery_of_before_its_networks_were_noted_can_still_be_read(tmp_path):
    old = sqlite3.connect(tmp_path / "old.sqlite")
    old.executescript(store.MIGRATIONS[0])
    old.execute("INSERT INTO pictures(key, name, why) VALUES ('a', 'a.jpg', 'The file is empty.')")
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    assert Delivery(tmp_path / "old.sqlite").pictures() == [
        Picture("a", "a.jpg", None, "The file is empty.")
    ]


def test_a_file_that_was_read_is_not_asked_for_again_and_its_copy_is_noted(filled):
    wanted = filled.expect([Named("a", "again.jpg"), Named("d", "d.jpg"), Named("d", "e.jpg")])
    assert wanted == [Named("d", "d.jpg")]
    assert filled.copies() == [("a", "again.jpg"), ("d", "e.jpg")]
    assert filled.left() == 1
    assert filled.expect([Named("d", "d.jpg")]) == wanted


def test_what_never_arrived_can_be_left_out(filled):
    filled.expect([Named("d", "d.jpg")])
    filled.leave_out()
    assert [one.key for one in filled.pictures()] == ["a", "b", "c"]


def test_a_delivery_takes_no_more_than_it_may_and_none_of_what_was_too_much(delivery, monkeypatch):
    monkeypatch.setattr(store, "MOST_PICTURES", 2)
    with pytest.raises(DeliveryError, match="3 pictures would be in this delivery"):
        delivery.expect([Named(key, key) for key in "abc"])
    assert delivery.pictures() == []


def test_what_people_said_is_kept_in_the_order_in_which_it_was_said(filled):
    filled.say({"a": "Dress"})
    filled.say({"b": "Scarf"})
    filled.say({"a": "Bag"})
    said = Delivery(filled.path).said()
    assert [(key, one.label) for key, one in said.items()] == [("b", "Scarf"), ("a", "Bag")]
    assert all(one.at.endswith("+00:00") for one in said.values())
    filled.say({"a": None, "nobody's": "Bag"})
    assert list(filled.said()) == ["b"]


def test_two_tabs_that_speak_at_once_are_both_heard(filled):
    threads = [
        Thread(target=lambda key=key: [filled.say({key: f"label {i}"}) for i in range(20)])
        for key in ("a", "b")
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {key: one.label for key, one in filled.said().items()} == {
        "a": "label 19",
        "b": "label 19",
    }


def test_a_file_that_is_none_or_a_disk_that_is_full_is_said(tmp_path, filled):
    (tmp_path / "none.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(DeliveryError, match="its file is no delivery"):
        Delivery(tmp_path / "none.sqlite")
    with sqlite3.connect(filled.path) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    with pytest.raises(DeliveryError, match="no room on the disk"), filled._file.changing() as one:
        one.execute(f"PRAGMA max_page_count = {pages}")
        one.execute("UPDATE pictures SET photo = zeroblob(10000000)")
    assert filled.photo("a") == b"large"
