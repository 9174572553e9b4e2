import io

import numpy as np
import pytest
from PIL import Image

from fmnist_app.wardrobe.item import Item
from fmnist_app.wardrobe.store import Wardrobe


def jpeg(tone=90, side=60):
    file = io.BytesIO()
    Image.new("RGB", (side, side), (tone, 40, 40)).save(file, "JPEG")
    return file.getvalue()


def piece(label="Coat", **more):
    pixels = np.full((28, 28), 7, np.uint8)
    known = {"name": f"{label}.jpg", "guessed": "Coat", "probability": 0.9, "colours": ("grey",)}
    return Item(id="", thumbnail=jpeg(), pixels=pixels, label=label, **{**known, **more})


@pytest.fixture
def wardrobe(tmp_path):
    return Wardrobe(tmp_path / "own.sqlite")
