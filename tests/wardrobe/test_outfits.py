"""What to wear: one piece of each kind, by rules that hold, and never the same three."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fmnist_app.wardrobe.outfits import Rules, missing, outfits
from tests.wardrobe.conftest import piece

TODAY = date(2026, 6, 10)
KINDS = (
    "T-shirt/top",
    "Shirt",
    "Pullover",
    "Trouser",
    "Dress",
    "Coat",
    "Sneaker",
    "Sandal",
    "Ankle boot",
    "Bag",
)


def closet(each=3, colour="grey", kinds=KINDS):
    return [
        replace(piece(kind, colours=(colour,)), id=f"{kind} {number}")
        for kind in kinds
        for number in range(each)
    ]


def labels(outfit):
    return [one.label for one in outfit.pieces]


def test_three_outfits_have_a_base_and_shoes_and_say_why():
    found = outfits(closet(), Rules(), TODAY)
    assert len(found) == 3
    for one in found:
        kinds = labels(one)
        assert "Dress" in kinds or {"Trouser"} < set(kinds)
        assert sum(kind in ("Sneaker", "Sandal", "Ankle boot") for kind in kinds) == 1
        assert "none of them worn yet" in one.reasons
        assert len(set(kinds)) == len(kinds)


def test_the_same_three_never_come_again():
    items = closet(each=2)
    seen: set[frozenset[str]] = set()
    for turn in range(12):
        found = outfits(items, Rules(), TODAY, seen, seed=turn)
        assert found
        assert not seen & {one.key for one in found}
        seen |= {one.key for one in found}


@pytest.mark.parametrize(
    ("weather", "never"),
    [("warm", {"Pullover", "Coat", "Ankle boot"}), ("mild", {"Coat"}), ("cold", {"Sandal"})],
)
def test_weather_leaves_some_at_home(weather, never):
    for seed in range(20):
        for one in outfits(closet(), Rules(weather=weather), TODAY, seed=seed):
            assert not never & set(labels(one))


def test_colours_that_do_not_go_together_are_not_offered_unless_the_rule_is_off():
    red = closet(1, "red", ("Shirt", "Trouser"))
    green = closet(1, "green", ("Sneaker",))
    assert outfits([*red, *green], Rules(), TODAY) == []
    assert len(outfits([*red, *green], Rules(colours=False), TODAY)) == 1
    assert "keeps all the rules" in missing([*red, *green], Rules(), TODAY)


def test_what_was_worn_rests_and_what_was_not_worn_for_long_comes_first():
    items = closet(2, kinds=("Shirt", "Trouser", "Sneaker"))
    worn = [
        replace(one, worn=(TODAY - timedelta(days=1 if one.id.endswith("0") else 9),))
        for one in items
    ]
    (found,) = outfits(worn, Rules(rest_days=3), TODAY)
    assert {one.id for one in found.pieces} == {"Shirt 1", "Trouser 1", "Sneaker 1"}
    assert "none worn for 9 days" in found.reasons


def test_what_is_missing_is_said():
    assert "a dress, or a top with trousers" in missing(closet(kinds=("Coat",)), Rules(), TODAY)
    assert "needs shoes" in missing(closet(kinds=("Dress",)), Rules(), TODAY)
