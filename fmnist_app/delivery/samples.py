"""A delivery to try the labelling with: test pictures as photos, in folders of their kinds."""

from __future__ import annotations

import numpy as np

from fmnist_app.data import CLASS_NAMES, CLASSES, Dataset
from fmnist_app.delivery.labelling import File
from fmnist_app.images.samples import catalogue_photo

PICTURES, WRONG, SEED = 60, 4, 0


def sample_delivery(dataset: Dataset) -> list[File]:
    """`PICTURES` files, always the same; `WRONG` of them lie in the folder of another kind."""
    draw = np.random.default_rng(SEED)
    places = draw.choice(len(dataset.test_labels), PICTURES, replace=False)
    labels = dataset.test_labels[places].astype(int)
    labels[:WRONG] = (labels[:WRONG] + draw.integers(1, CLASSES, WRONG)) % CLASSES
    return [
        File.of(
            f"{CLASS_NAMES[label].replace('/', ' ')}/{place}.png",
            catalogue_photo(dataset.test_images[place], int(place)).getvalue(),
        )
        for place, label in zip(places.tolist(), labels.tolist(), strict=True)
    ]
