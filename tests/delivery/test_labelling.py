"""Labels made behind the page: kept as they are done, in turn, and never twice."""

import io
import threading
import time
import zipfile

import numpy as np
import pytest

from fmnist_app.data import CLASS_NAMES
from fmnist_app.delivery.alike import groups, look_of
from fmnist_app.delivery.folder import Deliveries, DeliveryLimits
from fmnist_app.delivery.labelling import BROKE_OFF, File, Labeller, label_all
from fmnist_app.delivery.store import Delivery, DeliveryError
from fmnist_app.delivery.unpack import pictures_in
from tests.delivery.conftest import pixels, smaller


def wait(labeller, *deliveries):
    end = time.monotonic() + 60
    while any(labeller.waiting(one) for one in deliveries):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_photos_get_labels_and_a_bad_file_its_sentence(delivery, files, networks, dataset):
    came = [*files(10), File.of("notes.png", b"this is text")]
    assert list(label_all(delivery, came, networks)) == [8, 11]
    *good, bad = delivery.pictures()
    assert "no picture" in bad.why
    right = [
        one.label.name == CLASS_NAMES[label]
        for one, label in zip(good, dataset.test_labels, strict=False)
    ]
    assert sum(right) >= 7
    assert pixels(delivery.photo(good[0].key)).shape[2] == 3
    assert list(label_all(delivery, came, networks)) == []


def test_the_thread_labels_what_came_once_and_each_delivery_has_its_turn(tmp_path, files, networks):
    turns, all_came = [], threading.Event()

    class Noted(Delivery):
        def note(self, read):
            assert all_came.wait(60)
            turns.append(self.path.stem)
            super().note(read)

    labeller = Labeller(megabytes=50)
    one, other = (Noted(tmp_path / f"{name}.sqlite") for name in ("one", "other"))
    assert labeller.submit(one, files(20), networks) == 20
    assert labeller.submit(one, files(20), networks) == 0  # what is in line is not read twice
    assert labeller.submit(other, files(4, start=30), networks) == 4
    all_came.set()
    wait(labeller, one, other)
    # The small delivery did not have to wait for all of the large one.
    assert turns == ["one", "other", "one", "one"]
    assert (one.left(), other.left()) == (0, 0)
    assert labeller.submit(one, files(20), networks) == 0
    assert labeller.seconds_left(one) is None


def test_more_than_fits_in_memory_is_refused_and_nothing_of_it_waits(delivery, networks):
    labeller = Labeller(megabytes=1)
    with pytest.raises(DeliveryError, match="2 MB of pictures would wait"):
        labeller.submit(delivery, [File.of("large.png", bytes(2_000_000))], networks)
    assert delivery.pictures() == []


@pytest.mark.parametrize(
    ("error", "said"),
    [(DeliveryError("There is no room."), "There is no room."), (RuntimeError("?"), BROKE_OFF)],
)
def test_a_delivery_that_cannot_be_written_says_so_and_others_go_on(
    tmp_path, files, networks, error, said
):
    class Full(Delivery):
        def note(self, read):
            raise error

    labeller = Labeller(megabytes=50)
    full, fine = Full(tmp_path / "full.sqlite"), Delivery(tmp_path / "fine.sqlite")
    labeller.submit(full, files(12), networks)
    labeller.submit(fine, files(3, start=20), networks)
    wait(labeller, full, fine)
    assert labeller.failure(full) == said
    assert (labeller.failure(fine), fine.left(), full.left()) == ("", 0, 12)


def test_a_photo_saved_again_is_grouped_with_itself_and_others_are_not(files):
    photos = [file.data for file in files(30)]
    looks = [look_of(pixels(one)) for one in [*photos, smaller(photos[4]), smaller(photos[9])]]
    stacked = np.frombuffer(b"".join(looks), np.uint8).reshape(len(looks), -1)
    assert groups(stacked) == [[4, 30], [9, 31]]
    assert groups(stacked[:0]) == []


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_a_zip_gives_its_pictures_and_leaves_out_what_is_none():
    members = {
        "a/one.jpg": b"1",
        "a/.hidden.jpg": b"2",
        "__MACOSX/one.jpg": b"3",
        "notes.txt": b"4",
    }
    assert list(pictures_in(zipped(**members), "all.zip")) == [("a/one.jpg", b"1")]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (io.BytesIO(b"no zip"), r"all\.zip is no zip file"),
        (zipped(**{"notes.txt": b"4"}), "No picture is in"),
        (zipped(**{f"{i}.jpg": b"" for i in range(1_001)}), "1,001 pictures are in"),
        (zipped(**{"bomb.jpg": bytes(26_000_000)}), "the largest 26; expected at most"),
    ],
)
def test_a_zip_that_is_none_or_too_large_is_refused_in_a_sentence(file, said):
    with pytest.raises(DeliveryError, match=said):
        list(pictures_in(file, "all.zip"))


def test_a_delivery_is_found_by_its_key_alone_and_there_are_no_more_than_may_be(tmp_path):
    all_of_them = Deliveries(tmp_path, DeliveryLimits(deliveries=1))
    key, made = all_of_them.new()
    assert all_of_them.find(key).path == made.path
    assert all_of_them.find("../own") is None
    with pytest.raises(DeliveryError, match="keeps 1 deliveries already"):
        all_of_them.new()
