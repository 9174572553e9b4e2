"""Colours by name, and which of them go together."""

import numpy as np
import pytest

from fmnist_app.wardrobe.colours import MIDDLES, NEUTRAL, colours_of, go_together

EVERYWHERE = np.ones((20, 20), bool)


def of(*rgb):
    return np.full((20, 20, 3), rgb, np.uint8)


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((10, 10, 12), "black"),
        ((120, 120, 122), "grey"),
        ((245, 245, 245), "white"),
        ((190, 20, 30), "red"),
        ((74, 24, 32), "red"),
        ((240, 130, 20), "orange"),
        ((240, 220, 40), "yellow"),
        ((24, 90, 40), "green"),
        ((24, 60, 52), "green"),
        ((30, 190, 190), "turquoise"),
        ((30, 50, 130), "blue"),
        ((90, 40, 160), "violet"),
        ((230, 80, 170), "pink"),
        ((90, 60, 30), "brown"),
        ((215, 195, 160), "beige"),
    ],
)
def test_a_colour_has_the_name_that_people_give_it(rgb, name):
    assert colours_of(of(*rgb), EVERYWHERE) == (name,)


def test_only_the_cloth_counts_and_small_parts_do_not():
    photo = of(245, 245, 245)
    photo[:, :12] = (30, 50, 130)
    photo[:, 0] = (190, 20, 30)
    cloth = np.zeros((20, 20), bool)
    cloth[:, :12] = True
    assert colours_of(photo, cloth) == ("blue",)
    assert colours_of(photo, EVERYWHERE) == ("blue", "white")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("black", "pink", "black goes with all"),
        ("green", "beige", "beige goes with all"),
        ("red", "orange", "red and orange are neighbours"),
        ("red", "pink", "red and pink are neighbours"),
        ("red", "turquoise", "red and turquoise are opposites"),
        ("blue", "blue", "blue twice"),
        ("red", "green", None),
    ],
)
def test_the_rule_says_why_colours_go_together(one, other, why):
    assert go_together(one, other) == go_together(other, one) or why == go_together(one, other)
    assert go_together(one, other) == why


def test_every_colour_that_is_found_has_a_place_in_the_rule():
    names = {name for end in range(0, 256, 15) for name in colours_of(of(end, 200, 90), EVERYWHERE)}
    assert names <= {*MIDDLES, *NEUTRAL}
