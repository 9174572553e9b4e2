import io

import numpy as np
import pytest
from PIL import Image

from fmnist_app.catalog import load, shipped
from fmnist_app.delivery.labelling import File
from fmnist_app.delivery.store import Delivery, Named, Read
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.inference.label import Doubt, Label

SURE = Label("Coat", 0.97, 3.25, None, ("Coat", "Dress"))
UNSURE = Label("Shirt", 0.4, 1.0, Doubt.UNSURE, ("Shirt", "Coat"))


@pytest.fixture
def delivery(tmp_path):
    return Delivery(tmp_path / "own.sqlite")


@pytest.fixture
def filled(delivery):
    """Three pictures: one sure, one doubtful, one that cannot be read."""
    keys = ("a", "b", "c")
    delivery.expect([Named(key, f"{key}.jpg") for key in keys])
    tone = bytes([10, 200, 30]) * 256
    delivery.note(
        [
            Read("a", SURE, thumbnail=b"small", photo=b"large", look=tone),
            Read("b", UNSURE, look=tone),
            Read("c", why="The file is empty."),
        ]
    )
    return delivery


@pytest.fixture(scope="session")
def networks():
    return [load(shipped()), load(shipped("standard-robust"))]


@pytest.fixture
def files(dataset):
    """Photos of the first test pictures, as files that came."""

    def some(count, start=0):
        made = range(start, start + count)
        return [
            File.of(f"{i}.png", catalogue_photo(dataset.test_images[i], i % 5).getvalue())
            for i in made
        ]

    return some


def smaller(data):
    """The same picture at half its size, saved with loss."""
    with Image.open(io.BytesIO(data)) as picture:
        half = picture.convert("RGB").resize((picture.width // 2, picture.height // 2))
    file = io.BytesIO()
    half.save(file, "JPEG", quality=60)
    return file.getvalue()


def pixels(data):
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))
