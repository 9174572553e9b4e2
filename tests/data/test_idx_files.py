import gzip
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.data import CLASSES, FILES, DatasetBrokenError, IdxFile, read_file

LABELS = FILES["test_labels"]
IMAGES = FILES["test_images"]
MNIST_TEST = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)


def replace(folder: Path, file: IdxFile, packed: bytes) -> None:
    # Unlinked first: the copy shares its content with the real file.
    (folder / file.name).unlink()
    (folder / file.name).write_bytes(packed)


@pytest.mark.parametrize("role", FILES)
def test_each_real_file_is_read_whole(folder: Path, role: str) -> None:
    array = read_file(folder, FILES[role])
    assert array.dtype == np.uint8
    assert array.shape == FILES[role].shape


def test_each_class_occurs_equally_often(folder: Path) -> None:
    counts = np.bincount(read_file(folder, LABELS), minlength=CLASSES)
    assert counts.tolist() == [1000] * CLASSES


@pytest.mark.parametrize("end", [3, 100, -1])
def test_a_truncated_file_is_refused_by_name(copy: Path, end: int) -> None:
    replace(copy, LABELS, (copy / LABELS.name).read_bytes()[:end])
    with pytest.raises(
        DatasetBrokenError, match=rf"{LABELS.name} is cut short: it ends after .* of"
    ):
        read_file(copy, LABELS)


def test_a_file_that_is_not_gzip_is_refused_by_name(copy: Path) -> None:
    replace(copy, LABELS, b"<html>Not found</html>")
    with pytest.raises(DatasetBrokenError, match=rf"{LABELS.name} is not a sound gzip file"):
        read_file(copy, LABELS)


def test_a_file_damaged_inside_is_refused_by_name(copy: Path) -> None:
    packed = bytearray((copy / LABELS.name).read_bytes())
    packed[1000:1020] = bytes(20)
    replace(copy, LABELS, bytes(packed))
    with pytest.raises(DatasetBrokenError, match=LABELS.name):
        read_file(copy, LABELS)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "holds nothing"),
        (b"label,pixel1,pixel2", "holds no IDX array .it begins with the bytes 6c 61 62 65"),
        (FILES["train_labels"].header + bytes(60_000), "holds an IDX array of 60,000 bytes"),
        (LABELS.header + bytes(20), "holds 28 bytes"),
        (LABELS.header + bytes(10_001), "holds more than 10,008 bytes"),
    ],
)
def test_another_content_is_described(copy: Path, content: bytes, found: str) -> None:
    replace(copy, LABELS, gzip.compress(content))
    with pytest.raises(
        DatasetBrokenError, match=f"{found}.*; expected an IDX array of 10,000 bytes"
    ):
        read_file(copy, LABELS)


def test_a_file_that_unpacks_without_end_is_refused_before_its_end(copy: Path) -> None:
    bomb = gzip.compress(LABELS.header + bytes(8_000_000))
    # Were it unpacked further than one byte too far, it would be called cut short.
    replace(copy, LABELS, bomb[: len(bomb) // 2])
    with pytest.raises(DatasetBrokenError, match="holds more than 10,008 bytes"):
        read_file(copy, LABELS)


def test_one_changed_label_is_refused(copy: Path) -> None:
    labels = read_file(copy, LABELS).copy()
    labels[0] ^= 1
    replace(copy, LABELS, gzip.compress(LABELS.header + labels.tobytes()))
    with pytest.raises(DatasetBrokenError, match=rf"{LABELS.name} is not the original.*SHA-256"):
        read_file(copy, LABELS)


def test_labels_of_digits_are_recognised(copy: Path) -> None:
    labels = np.repeat(np.arange(10, dtype=np.uint8), MNIST_TEST)
    replace(copy, LABELS, gzip.compress(LABELS.header + labels.tobytes()))
    with pytest.raises(
        DatasetBrokenError, match="holds the handwritten digits of MNIST, not Fashion"
    ):
        read_file(copy, LABELS)


def test_pictures_as_dark_as_digits_are_recognised(copy: Path) -> None:
    images = np.zeros(IMAGES.shape, np.uint8)
    images.reshape(-1)[: round(images.size * 0.1325)] = 255
    replace(copy, IMAGES, gzip.compress(IMAGES.header + images.tobytes(), compresslevel=1))
    with pytest.raises(
        DatasetBrokenError, match="holds the handwritten digits of MNIST, not Fashion"
    ):
        read_file(copy, IMAGES)
