"""Trousers have two legs."""

from typing import Any

import cv2
import numpy as np

from fmnist_app.augment.synthetic.render import Placement, Shading
from fmnist_app.augment.synthetic.trousers import Trousers

DETAILS = {"waistband": 1, "fly": 1, "pockets": 2, "cuffs": 2, "creases": 2}  # with their seams

BARE = Trousers(waistband=0.0, fly=0.0, pockets=0.0, cuffs=0.0, creases=0.0, jitter=0.0)
LEVEL = Placement(0.0, 0.0, 0.0, 0.0)


def made(trousers, rng, count=60):
    return [trousers(rng) for _ in range(count)]


def test_trousers_are_one_high_and_alike_on_both_sides(rng):
    for figure in made(BARE, rng):
        outline = figure.parts[0]
        assert outline[:, 1].max() == 1.0
        assert (outline[::-1] * (-1, 1) == outline).all()


def test_below_the_crotch_there_are_two_legs(rng):
    apart = Trousers(spread=1.0, apart=(0.2, 0.3), crotch=(0.3, 0.4))
    for figure in made(apart, rng, 20):
        shaded = Shading()(LEVEL(figure, rng), rng)
        rows = np.flatnonzero(shaded.any(axis=1))
        low = shaded[rows[0] + 9 * len(rows) // 10] > 0
        count, _ = cv2.connectedComponents(low.astype(np.uint8)[None])
        assert count == 3  # two legs and the ground


def test_a_lower_crotch_leaves_shorter_legs(rng):
    for crotch in (0.2, 0.8):
        for figure in made(Trousers(crotch=(crotch, crotch), jitter=0.0), rng, 10):
            right_half = figure.parts[0][: len(figure.parts[0]) // 2]
            assert right_half[-1, 1] == crotch


def test_details_are_as_many_as_asked_for(rng):
    for name, count in DETAILS.items():
        detail: dict[str, Any] = dict.fromkeys(DETAILS, 0.0)
        found = {len(figure.seams) for figure in made(Trousers(**detail | {name: 1.0}), rng)}
        assert found == {count}


def test_jitter_moves_corners_by_little(rng):
    still, shaken = (Trousers(jitter=size)(np.random.default_rng(1)) for size in (0.0, 0.01))
    apart = np.abs(still.parts[0] - shaken.parts[0])
    assert 0 < apart.max() < 0.06
