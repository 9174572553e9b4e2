import pytest

from fmnist_app.catalog import shipped_networks
from fmnist_app.charts import colours, label
from fmnist_app.charts.palette import DASHES, FURTHER_COLOURS, NEUTRAL
from fmnist_app.models import MODELS, OWN
from fmnist_app.models.colours import NETWORK_COLOURS, SECOND_COLOURS

WHITE, NEAR_BLACK = "#FFFFFF", "#0E1117"


def luminance(colour):
    """Give the relative luminance as the accessibility guidelines (WCAG 2) define it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_extremes():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == pytest.approx(1)


@pytest.mark.parametrize(
    "colour", [*NETWORK_COLOURS.values(), *SECOND_COLOURS.values(), *FURTHER_COLOURS, NEUTRAL]
)
@pytest.mark.parametrize("background", [WHITE, NEAR_BLACK])
def test_every_colour_stands_out_on_light_and_dark_pages(colour, background):
    assert contrast(colour, background) >= 3


def test_a_network_keeps_its_colour_whatever_stands_beside_it():
    assert colours(["standard"])["standard"] == colours(["basic", "standard"])["standard"]
    assert colours(["mine", "basic"])["basic"] == NETWORK_COLOURS["basic"]


def test_every_network_that_ships_or_can_be_trained_has_a_colour_to_itself():
    known = {*MODELS, OWN, *(one.id for one in shipped_networks())}
    assert known == set(NETWORK_COLOURS)
    everyone = [*NETWORK_COLOURS.values(), *SECOND_COLOURS.values(), *FURTHER_COLOURS]
    assert len(set(everyone)) == len(everyone)


def test_a_network_of_a_run_has_the_colour_of_its_kind():
    assert colours(["standard.1a2b3c"])["standard.1a2b3c"] == NETWORK_COLOURS["standard"]


def test_two_of_one_kind_are_told_apart_and_the_first_keeps_its_colour():
    given = colours(["basic", "basic.1a2b3c", "basic.4d5e6f", "standard"])
    assert given["basic"] == NETWORK_COLOURS["basic"]
    assert given["basic.1a2b3c"] == SECOND_COLOURS["basic"]
    assert len(set(given.values())) == 4


def test_unknown_networks_take_further_colours_of_their_own():
    given = colours(["basic", "mine", "yours"])
    assert len(set(given.values())) == 3
    assert given["mine"] in FURTHER_COLOURS


def test_train_and_validation_differ_by_dash_and_not_by_colour_alone():
    assert DASHES["train"] != DASHES["validation"]


def test_networks_are_shown_with_a_capital():
    assert [label("basic"), label("standard"), label("myNet")] == ["Basic", "Standard", "MyNet"]
    assert label("own") == "Your own"
