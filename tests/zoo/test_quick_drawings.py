"""Drawings of a game, made into a folder to learn from."""

import gzip
import io
import json
import tarfile

import cv2
import numpy as np
import pytest

from fmnist_app.zoo import quick_drawings
from fmnist_app.zoo.photos import read_photos
from fmnist_app.zoo.quick_drawings import FIRST, LABELS, PENS, drawn, write_folder

RING = np.zeros((28, 28))
RING[6, 6:22] = RING[21, 6:22] = RING[6:22, 6] = RING[6:22, 21] = 1.0


def package(path, words, drawings=FIRST + 2):
    """A package with so many rings for each word."""
    lines = gzip.compress(b"\n".join([json.dumps(RING.ravel().tolist()).encode()] * drawings))
    with tarfile.open(path, "w:gz") as archive:
        for word in words:
            member = tarfile.TarInfo(f"package/src/drawings/{word}.ndjson.gz")
            member.size = len(lines)
            archive.addfile(member, io.BytesIO(lines))
    return path


def test_a_folder_has_clothing_with_each_pen_and_other_things_with_one(tmp_path):
    made = package(tmp_path / "all.tgz", [*LABELS, "cat"])
    assert write_folder(made, tmp_path / "out") == len(LABELS) * 2 * len(PENS) + 2
    read = read_photos(tmp_path / "out", "drawing")
    assert {photo.kind for photo in read.photos} == {"drawing"}
    assert read.is_clothing.sum() == len(LABELS) * 2 * len(PENS)
    assert len(set(read.senders)) == 2 * len(LABELS) + 2  # of a drawing all pens are one sender
    pictures, chosen = read.drawn(8, np.random.default_rng(0))
    assert pictures.shape == (8, 28, 28)
    assert pictures.any(axis=(1, 2)).all()
    assert len(chosen) == 8


def test_the_first_drawings_of_a_word_which_may_judge_are_left_out(tmp_path):
    write_folder(package(tmp_path / "all.tgz", LABELS), tmp_path / "out")
    numbers = {int(path.stem.split("-")[0]) for path in (tmp_path / "out").rglob("*.png")}
    assert min(numbers) == FIRST


def test_what_is_neither_one_of_the_kinds_nor_clearly_none_is_left_out(tmp_path):
    write_folder(package(tmp_path / "all.tgz", [*LABELS, "sock"]), tmp_path / "out")
    assert not (tmp_path / "out" / "sock").exists()


def test_a_broader_pen_leaves_more_ink_in_the_same_place():
    pictures = [drawn(RING, pen) < 128 for pen in range(len(PENS))]
    ink = [int(picture.sum()) for picture in pictures]
    assert 0 < ink[0] < ink[1] < ink[2]
    assert (pictures[0] <= pictures[2]).all()
    closed, _ = cv2.connectedComponents((~pictures[0]).astype(np.uint8))
    assert closed == 3  # ink, paper around it and paper inside


@pytest.mark.parametrize(
    ("words", "told"),
    [(["t-shirt"], "has no drawings of all of"), (None, "expected the npm package")],
)
def test_another_file_is_refused_in_a_sentence(words, told, tmp_path, capsys):
    path = tmp_path / "file.tgz"
    package(path, words) if words else path.write_bytes(b"no archive")
    assert quick_drawings.main([str(path), str(tmp_path / "out")]) == 1
    assert told in capsys.readouterr().err
