"""Things that are not worn."""

import numpy as np
import pytest

from fmnist_app.augment.synthetic.other_things import KINDS, other_thing
from fmnist_app.augment.synthetic.render import LineDrawing, Placement

BY_NAME = {kind.__name__.strip("_"): kind for kind in KINDS}


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=BY_NAME)
def test_every_kind_can_be_drawn_and_differs_each_time(kind, rng):
    drawn = [LineDrawing()(Placement()(kind(rng), rng), rng) for _ in range(15)]
    assert all(0.01 < ink.mean() < 0.9 for ink in drawn)
    assert len({ink.tobytes() for ink in drawn}) == 15


def test_a_face_has_two_eyes_at_one_height_and_a_mouth_below(rng):
    for _ in range(20):
        left, right, mouth = BY_NAME["face"](rng).seams[:3]
        assert left[:, 0].mean() < 0 < right[:, 0].mean()
        assert left[:, 1].mean() == pytest.approx(right[:, 1].mean())
        assert mouth[:, 1].min() > left[:, 1].max()


def test_an_animal_has_four_legs_below_its_trunk(rng):
    for _ in range(20):
        parts = BY_NAME["animal"](rng).parts
        legs = [part for part in parts if np.ptp(part[:, 0]) < 0.11]
        assert len(legs) == 4
        assert min(leg[:, 1].max() for leg in legs) > parts[0][:, 1].max()


def test_a_vehicle_has_wheels_on_the_ground(rng):
    for _ in range(20):
        body, _, *wheels = BY_NAME["vehicle"](rng).parts
        assert len(wheels) == 2
        assert all(wheel[:, 1].max() > body[:, 1].max() for wheel in wheels)


def test_things_are_of_many_kinds(rng):
    found = {
        tuple(len(lines) for lines in (figure.parts, figure.seams, figure.straps))
        for figure in (other_thing(rng) for _ in range(200))
    }
    assert len(found) > 12
