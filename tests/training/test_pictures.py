"""Pictures become tensors: those of a mapped file where they lie, all with the same values."""

import sys
from pathlib import Path

import numpy as np
import pytest

from fmnist_app.training.pictures import Pictures


def lies_in(tensor):
    """What is mapped where the tensor's bytes lie: a file's path, or "" for memory of its own."""
    address = np.asarray(memoryview(tensor)).__array_interface__["data"][0]
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        where, *_, last = line.split(maxsplit=5)
        first, end = (int(word, 16) for word in where.split("-"))
        if first <= address < end:
            return last if last.startswith("/") else ""
    raise AssertionError


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone says what lies where")
def test_pictures_of_a_mapped_file_are_taken_where_they_lie(dataset):
    assert isinstance(dataset.train_images.base, np.memmap)
    pictures = Pictures.of(dataset.train_images, dataset.train_labels)
    assert "train-images" in lies_in(pictures.images)
    copied = Pictures.of(dataset.train_images.copy(), dataset.train_labels)
    assert lies_in(copied.images) == ""
    assert np.array_equal(pictures.images.numpy(), copied.images.numpy())


@pytest.mark.parametrize(
    "part",
    [slice(None), slice(100), slice(7, 90, 3), slice(None, None, -1)],
    ids=["all", "the first", "some", "turned round"],
)
def test_a_part_of_a_mapped_file_is_that_part(dataset, part):
    images, labels = dataset.test_images[part], dataset.test_labels[part]
    pictures = Pictures.of(images, labels)
    assert np.array_equal(pictures.images.numpy(), images)
    assert np.array_equal(pictures.labels.numpy(), labels)
