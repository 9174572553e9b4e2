"""How well doubt tells which labels are wrong, on a folder of labelled pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.review import ReviewGain, review_gain
from fmnist_app.images import PictureError
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.classifier import Answering
from fmnist_app.inference.label import NO_CLOTHING, Label, gravity, label_by
from fmnist_app.inference.scoring import Row

LOOKED_AT = 0.2  # of the pictures


def gain_on(rows: Sequence[Row], networks: Sequence[Answering]) -> ReviewGain:
    """What it brings to look at a fifth of the pictures, the doubtful first as on the Label page.

    A label is wrong if it is not the one of the manifest. Pictures that cannot be read are left
    out; raises ValueError if all are.
    """
    sights = read_all([row.path for row in rows], read_one)
    found = [
        (label, label.verdict != _truth(row))
        for row, sight in zip(rows, sights, strict=True)
        if not isinstance(sight, PictureError)
        for label in (label_by(networks, sight),)
    ]
    return review_gain(
        np.array([wrong for _, wrong in found], bool),
        _places([label for label, _ in found]),
        LOOKED_AT,
    )


def _truth(row: Row) -> str:
    return NO_CLOTHING if row.label < 0 else CLASS_NAMES[row.label]


def _places(labels: Sequence[Label]) -> np.ndarray:
    """The place of each label in the review, from 0."""
    order = sorted(range(len(labels)), key=lambda one: gravity(labels[one]))
    places = np.empty(len(labels), np.int64)
    places[order] = np.arange(len(labels))
    return places
