"""Closed shoes from the side: one long, their toes to the left."""

from typing import Any

import numpy as np
import pytest

from fmnist_app.augment.synthetic.shoes import AnkleBoot, Laces, Profile, Sneaker


def made(maker, rng, count=60):
    return [maker(rng) for _ in range(count)]


def height(figure):
    return -figure.parts[0][:, 1].min()


def test_boots_are_higher_than_sneakers(rng):
    low = [height(figure) for figure in made(Sneaker(above=0.0), rng)]
    high = [height(figure) for figure in made(AnkleBoot(), rng)]
    assert max(low) < 0.85
    assert min(high) > 0.65
    assert np.median(high) > 2 * np.median(low)


def test_a_shoe_is_one_long_and_lowest_at_its_toe(rng):
    for figure in made(Sneaker(above=0.0, profile=Profile(smooth=0.0)), rng):
        outline = figure.parts[0]
        assert 0.9 < np.ptp(outline[:, 0]) < 1.25
        toe = -outline[outline[:, 0] < 0.15][:, 1].min()
        assert toe < 0.75 * height(figure) + 0.1


@pytest.mark.parametrize(
    ("profile", "below"), [(Profile(heel=1.0), True), (Profile(heel=0.0, slab=0.0), False)]
)
def test_a_heel_reaches_below_the_ground(profile, below, rng):
    for _ in range(30):
        figure = profile(0.5, rng)
        assert (figure.parts[0][:, 1].max() > 0.05) == below


def test_a_slab_is_a_part_and_a_welt_a_seam(rng):
    slab = Profile(heel=0.0, slab=1.0)
    welt = Profile(heel=0.0, slab=0.0, welt=1.0)
    for _ in range(20):
        assert len(slab(0.5, rng).parts) == 2
        figure = welt(0.5, rng)
        assert (len(figure.parts), len(figure.seams)) == (1, 1)


def test_laces_climb_to_the_opening(rng):
    for _ in range(30):
        laces = Laces(count=(3, 3))(1.5, rng)
        assert len(laces) == 3
        starts = np.array([lace[0] for lace in laces])
        assert (np.diff(starts[:, 1]) < 0).all()
        assert starts[:, 1].min() > -1.5


def test_details_are_as_many_as_asked_for(rng):
    bare: dict[str, Any] = {
        "laced": 0.0,
        "toecap": 0.0,
        "side_stripe": 0.0,
        "opening": 0.0,
        "above": 0.0,
    }
    plain = Profile(heel=0.0, slab=0.0, welt=0.0)
    for name in ("toecap", "side_stripe", "opening"):
        sneaker = Sneaker(**bare | {name: 1.0}, profile=plain)
        assert {len(figure.seams) for figure in made(sneaker, rng, 20)} == {1}
    assert {len(figure.seams) for figure in made(Sneaker(**bare, profile=plain), rng, 20)} == {0}
    boot = AnkleBoot(profile=plain, laced=0.0, cuff=1.0, zip_seam=1.0)
    assert {len(figure.seams) for figure in made(boot, rng, 20)} == {2}


def test_a_sneaker_from_above_is_a_pair(rng):
    for figure in made(Sneaker(above=1.0), rng, 20):
        left, right = figure.parts
        np.testing.assert_allclose(left[:, 0], -right[:, 0])
