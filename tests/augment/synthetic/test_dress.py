"""Dresses are narrow above the waist, and wide below."""

import dataclasses
from typing import Any

import numpy as np

from fmnist_app.augment.synthetic.dress import Dress

BARE = Dress(bell=0.0, strapped=0.0, sleeved=0.0, waistline=0.0, pleats=0.0, neckline=0.0)


def made(dress, rng, count=60):
    return [dress(rng) for _ in range(count)]


def widest(outline, top, bottom):
    rows = outline[(outline[:, 1] >= top) & (outline[:, 1] <= bottom)]
    return rows[:, 0].max()


def test_a_dress_is_one_high_and_wider_at_its_hem_than_at_its_waist(rng):
    for figure in made(BARE, rng):
        outline = figure.parts[0]
        assert outline[:, 1].max() == 1.0
        assert widest(outline, 1.0, 1.0) > widest(outline, 0.2, 0.55)


def test_a_dress_without_details_is_one_part_alike_on_both_sides(rng):
    for figure in made(BARE, rng):
        assert (len(figure.parts), figure.seams, figure.straps) == (1, [], [])
        outline = figure.parts[0]
        assert (outline[::-1] * (-1, 1) == outline).all()


def test_straps_take_the_place_of_shoulders_and_sleeves(rng):
    strapped = Dress(strapped=1.0)
    for figure in made(strapped, rng):
        assert len(figure.parts) == 1
        assert len(figure.straps) == 2
        assert min(strap[:, 1].min() for strap in figure.straps) < figure.parts[0][:, 1].min()


def test_sleeves_are_two_parts_more(rng):
    assert {len(figure.parts) for figure in made(Dress(strapped=0.0, sleeved=1.0), rng)} == {3}


def test_a_bell_has_a_rounded_skirt(rng):
    points = [
        np.mean([len(figure.parts[0]) for figure in made(Dress(bell=share), rng)])
        for share in (0.0, 1.0)
    ]
    assert points[1] > points[0] + 5


def test_details_are_as_many_as_asked_for(rng):
    for name, count in (("waistline", 1), ("pleats", 3), ("neckline", 1)):
        certain: dict[str, Any] = {name: 1.0}
        detailed = dataclasses.replace(BARE, **certain)
        assert {len(figure.seams) for figure in made(detailed, rng)} == {count}
