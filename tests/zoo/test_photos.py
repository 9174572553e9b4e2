"""Labelled photos: their manifest is read with care, and each look at one is a little different."""

import numpy as np
import pytest
from PIL import Image

from fmnist_app.zoo.photo_rows import PhotosError
from fmnist_app.zoo.photos import LabelledPhotos, read_photos


def photo(path, tone=30, seed=0):
    rng = np.random.default_rng(seed)
    picture = np.full((120, 100, 3), (190, 170, 150), np.float32)
    picture[20:-20, 25:-25] = tone
    picture += rng.normal(0, 4, picture.shape)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(path)


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        photo(tmp_path / f"{number}.png", seed=number)
    return tmp_path


def write(folder, *lines, head="path,labels,sender"):
    (folder / "manifest.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return folder


def test_a_photo_may_have_one_label_or_several_or_show_no_clothing(folder):
    photos = read_photos(write(folder, "0.png,4,anna", "1.png,5|7|9,anna", "2.png,-1,bo"))
    assert [list(np.flatnonzero(row)) for row in photos.classes] == [[4], [5, 7, 9], []]
    assert photos.is_clothing.tolist() == [True, True, False]
    assert photos.senders.tolist() == ["anna", "anna", "bo"]


def test_where_labels_are_out_of_order_the_first_is_the_likeliest(folder):
    photos = read_photos(write(folder, "0.png,2|0|6,anna", "1.png,0|6,anna"))
    assert photos.classes[0, [2, 0, 6]].tolist() == [1.0, 0.5, 0.5]
    assert photos.classes[1, [0, 6]].tolist() == [1.0, 1.0]


def test_a_photo_without_a_sender_is_nobody_elses(folder):
    photos = read_photos(write(folder, "0.png,4", "1.png,4", head="path,labels"))
    assert len(set(photos.senders)) == 2


def test_looks_at_a_photo_differ_from_time_to_time_and_repeat_with_the_seed(folder):
    photos = read_photos(write(folder, "0.png,4,anna"))
    rng = np.random.default_rng(1)
    first, second = photos.drawn(1, rng)[0], photos.drawn(1, rng)[0]
    assert first.shape == (1, 28, 28)
    assert (first != second).any()
    assert (first == photos.drawn(1, np.random.default_rng(1))[0]).all()


def test_rare_classes_are_drawn_more_often_but_not_without_end(folder):
    photo = read_photos(write(folder, "0.png,4,anna")).photos[0]
    classes = np.zeros((1001, 10), np.float32)
    classes[:1000, 0] = classes[1000, 9] = 1
    photos = LabelledPhotos([photo] * 1001, classes, np.full(1001, "anna"))
    assert photos.shares.sum() == pytest.approx(1.0)
    assert 5 < photos.shares[1000] / photos.shares[0] < 10


def test_a_damaged_photo_is_left_out_and_the_rest_is_learnt_from(folder):
    (folder / "1.png").write_bytes(b"no picture")
    photos = read_photos(write(folder, "0.png,4,anna", "1.png,4,anna", "2.png,4,bo"))
    assert photos.senders.tolist() == ["anna", "bo"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("../0.png,4,anna", "out of the folder"),
        ("0.png,11,anna", "a label that is none"),
        ("0.png,coat,anna", "says too little"),
        ("0.png", "says too little"),
    ],
)
def test_a_line_that_says_nothing_usable_is_named(folder, line, told):
    with pytest.raises(PhotosError, match=told):
        read_photos(write(folder, "1.png,4,anna", line))


def test_a_folder_without_a_manifest_or_without_pictures_is_refused(folder):
    with pytest.raises(PhotosError, match=r"no manifest\.csv and no photo"):
        read_photos(folder)
    with pytest.raises(PhotosError, match="None of the 1 photos"):
        read_photos(write(folder, "none.png,4,anna"))
