"""Bags: bodies with handles, flaps and straps."""

import numpy as np
import pytest

from fmnist_app.augment.synthetic.bags import Bag, Case, Closure, HandBag, Handles, Purse, Rucksack

KINDS = [HandBag, Purse, Rucksack, Case]


def made(maker, rng, count=60):
    return [maker(rng) for _ in range(count)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_bag_has_one_body_that_is_neither_flat_nor_thin(kind, rng):
    for figure in made(kind(), rng):
        wide, high = np.ptp(figure.parts[0], axis=0)
        assert 0.3 < high / wide < 3.0


def test_handles_stand_above_the_bag_and_are_no_wider(rng):
    for _ in range(100):
        for handle in Handles(present=1.0)(0.5, 0.8, rng):
            assert handle[:, 1].min() < -0.05
            assert np.abs(handle[:, 0]).max() <= 0.5
            assert handle[:, 1].max() < 0.05


def test_there_are_as_many_handles_as_asked_for(rng):
    for handles, count in (
        (Handles(present=0.0), 0),
        (Handles(present=1.0, second=0.0), 1),
        (Handles(present=1.0, second=1.0), 2),
    ):
        assert {len(handles(0.5, 0.8, rng)) for _ in range(40)} == {count}


def test_a_second_handle_is_smaller(rng):
    for _ in range(40):
        first, second = Handles(present=1.0, second=1.0)(0.5, 0.8, rng)
        assert np.ptp(second[:, 0]) < np.ptp(first[:, 0])


@pytest.mark.parametrize(
    ("closure", "count"),
    [
        (Closure(straight=0.0, curved=0.0, clasp=0.0), 0),
        (Closure(straight=1.0, clasp=0.0), 1),
        (Closure(straight=0.0, curved=1.0, clasp=0.0), 1),
        (Closure(straight=1.0, clasp=1.0), 2),
    ],
)
def test_a_bag_is_shut_by_what_is_certain(closure, count, rng):
    for _ in range(20):
        seams = closure(0.5, 0.8, rng)
        assert len(seams) == count
        assert all(-0.1 <= seam[:, 1].min() <= seam[:, 1].max() <= 0.8 for seam in seams)


def test_a_rucksack_has_straps_beside_its_body(rng):
    worn = Rucksack(strap=1.0, two_straps=1.0, loop=0.0, side_pocket=0.0)
    for figure in made(worn, rng):
        assert len(figure.straps) == 2
        edge = figure.parts[0][:, 0].max()
        assert max(strap[:, 0].max() for strap in figure.straps) > edge
        assert min(strap[:, 0].min() for strap in figure.straps) < -edge


def test_an_envelope_has_a_pointed_flap_and_nothing_else(rng):
    for figure in made(Case(envelope=1.0), rng):
        assert len(figure.seams) == 1
        assert figure.seams[0][1, 1] > 0


def test_bags_are_of_the_kinds_they_are_told(rng):
    names = []

    def tell(name):
        def bag(rng):
            names.append(name)
            return HandBag()(rng)

        return bag

    bag = Bag(kinds=(tell("a"), tell("a"), tell("b")))
    made(bag, rng, 300)
    assert 0.58 < names.count("a") / 300 < 0.75


def test_a_clasp_is_round_or_square(rng):
    for round_clasp, points in ((1.0, 12), (0.0, 4)):
        closure = Closure(straight=0.0, curved=0.0, clasp=1.0, round_clasp=round_clasp)
        assert {len(closure(0.5, 0.8, rng)[0]) for _ in range(10)} == {points}
