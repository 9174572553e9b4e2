"""How well doubt tells which labels are wrong, on a folder of labelled pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.review import ReviewGain, review_gain
from fmnist_app.images import PictureError
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.classifier import Answering
from fmnist_app.inference.given import gravity_of
from fmnist_app.inference.label import NO_CLOTHING, Label, gravity, label_by
from fmnist_app.inference.scoring import Row

LOOKED_AT = 0.2  # of the pictures
MADE_WRONG, SEED = 0.1, 0  # share of the labels that are made wrong, to see how they are found


@dataclass(frozen=True)
class Reviewed:
    """A picture as a review sees it: what it is, and the network's label."""

    truth: str
    label: Label


def read_labels(rows: Sequence[Row], networks: Sequence[Answering]) -> list[Reviewed]:
    """The label of each picture, as on the Label page; those that cannot be read are left out."""
    sights = read_all([row.path for row in rows], read_one)
    return [
        Reviewed(_truth(row), label_by(networks, sight))
        for row, sight in zip(rows, sights, strict=True)
        if not isinstance(sight, PictureError)
    ]


def gain_of_doubt(found: Sequence[Reviewed]) -> ReviewGain:
    """What it brings to look at a fifth of the pictures, the doubtful first as on the Label page.

    A network's label is wrong if it is not what the picture is. Raises ValueError for no pictures.
    """
    wrong = [one.label.verdict != one.truth for one in found]
    return review_gain(
        np.array(wrong, bool), _places([gravity(one.label) for one in found]), LOOKED_AT
    )


def gain_of_checking(found: Sequence[Reviewed]) -> ReviewGain:
    """What it brings to look at a fifth of pictures that came with labels, of which some are wrong.

    One label in ten is made another class by chance. Raises ValueError for no pictures.
    """
    draw = np.random.default_rng(SEED)
    wrong = draw.random(len(found)) < MADE_WRONG
    given = [
        str(draw.choice([name for name in CLASS_NAMES if name != one.truth]))
        if made_wrong
        else one.truth
        for one, made_wrong in zip(found, wrong, strict=True)
    ]
    places = _places([gravity_of(name, one.label) for name, one in zip(given, found, strict=True)])
    return review_gain(wrong, places, LOOKED_AT)


def _truth(row: Row) -> str:
    return NO_CLOTHING if row.label < 0 else CLASS_NAMES[row.label]


def _places(graves: Sequence[tuple[int, float]]) -> np.ndarray:
    """The place of each picture in the review, from 0."""
    order = sorted(range(len(graves)), key=graves.__getitem__)
    places = np.empty(len(graves), np.int64)
    places[order] = np.arange(len(graves))
    return places
