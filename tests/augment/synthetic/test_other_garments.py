"""Garments without a label of their own."""

import numpy as np
import pytest

from fmnist_app.augment.synthetic.other_garments import KINDS, other_garment
from fmnist_app.augment.synthetic.render import Placement, Shading

BY_NAME = {kind.__name__.strip("_"): kind for kind in KINDS}


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=BY_NAME)
def test_every_kind_can_be_shown_and_differs_each_time(kind, rng):
    shown = [Shading()(Placement()(kind(rng), rng), rng) for _ in range(15)]
    assert all(0.03 < (picture > 0).mean() < 0.9 for picture in shown)
    assert len({picture.tobytes() for picture in shown}) == 15


def test_shorts_are_wider_for_their_length_than_trousers_are(rng):
    for _ in range(40):
        wide, high = np.ptp(BY_NAME["shorts"](rng).parts[0], axis=0)
        assert wide / high > 0.4


def test_a_skirt_widens_towards_its_hem(rng):
    for _ in range(40):
        outline = BY_NAME["skirt"](rng).parts[0]
        assert np.abs(outline[outline[:, 1] > 0.3, 0]).max() > np.abs(outline[0, 0])


def test_all_kinds_come_and_those_named_twice_twice_as_often(rng):
    counts = {name: KINDS.count(kind) for name, kind in BY_NAME.items()}
    parts = [len(other_garment(rng).parts) for _ in range(400)]
    # Caps and hats alone are made of two parts.
    expected = (counts["cap"] + counts["hat"]) / len(KINDS)
    assert abs(np.mean([count == 2 for count in parts]) - expected) < 0.08
