"""Labelled photos lie in folders named after their classes, where no manifest lists them."""

import pytest

from fmnist_app.zoo.photo_rows import PhotosError, photo_rows


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"any")
    return folder


def test_without_a_manifest_the_folders_say_what_photos_show(tmp_path):
    put(tmp_path, "Dress/1.jpg", "ankle boots/2.PNG", "none of these/3.webp")
    assert [(row.path.name, row.classes) for row in photo_rows(tmp_path)] == [
        ("1.jpg", (3,)),
        ("2.PNG", (9,)),
        ("3.webp", ()),
    ]


def test_the_folder_around_the_classes_says_who_sent_the_photos(tmp_path):
    put(tmp_path, "anna/dress/1.jpg", "anna/bags/1.jpg", "bo/dress/1.jpg", "dress/1.jpg")
    assert [row.sender for row in photo_rows(tmp_path)] == ["anna", "anna", "bo", "dress/1.jpg"]


def test_what_lies_elsewhere_or_is_no_picture_is_left_alone(tmp_path):
    put(tmp_path, "dress/1.jpg", "dress/notes.txt", "holiday/2.jpg", "3.jpg")
    assert [row.path.name for row in photo_rows(tmp_path)] == ["1.jpg"]


def test_a_manifest_counts_more_than_the_folders(tmp_path):
    put(tmp_path, "dress/1.jpg", "dress/2.jpg")
    (tmp_path / "manifest.csv").write_text("path,labels\ndress/1.jpg,4\n", encoding="utf-8")
    assert [row.classes for row in photo_rows(tmp_path)] == [(4,)]


@pytest.mark.parametrize("names", [(), ("holiday/1.jpg",), ("1.jpg",)])
def test_a_folder_without_either_is_refused_with_what_is_expected(tmp_path, names):
    with pytest.raises(PhotosError, match=r"no manifest\.csv and no photo in a folder"):
        photo_rows(put(tmp_path, *names))


def test_a_manifest_that_lists_nothing_is_refused(tmp_path):
    (tmp_path / "manifest.csv").write_text("path,labels\n", encoding="utf-8")
    with pytest.raises(PhotosError, match="lists no photo"):
        photo_rows(tmp_path)
