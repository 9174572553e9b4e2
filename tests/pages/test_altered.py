"""The page of altered pictures: what it shows, what it leads to, and what it measures."""

import re

import numpy as np

from fmnist_app.training.shown import OPERATIONS
from fmnist_app.ui.altered.curves import in_one_sentence
from fmnist_app.ui.altered.picture import CHOSEN
from fmnist_app.ui.inside.opening import PHOTO_PIXELS


def said(app):
    return " ".join(each.value for each in (*app.markdown, *app.caption, *app.info))


def test_every_operation_has_a_row_and_a_control_that_is_off_at_first(open_page):
    app = open_page("altered")
    assert not app.exception
    assert {f"**{label}**" for label in OPERATIONS.values()} <= {one.value for one in app.markdown}
    assert [app.slider(key=name).value for name in OPERATIONS] == [0.0] * len(OPERATIONS)
    assert "All are off" in app.info[0].value


def test_the_page_says_how_many_shoes_point_left(open_page):
    found = re.search(
        r"Of the 12,000 .* (\d+\.\d)\s% have their toe on the left", said(open_page("altered"))
    )
    assert found
    assert float(found[1]) > 98


def test_strengths_from_the_address_are_drawn_and_drawn_again(open_page):
    app = open_page("altered", turn="1.0", mirror="1.0")
    assert not app.exception
    assert (app.slider(key="turn").value, app.slider(key="mirror").value) == (1.0, 1.0)
    drawn = [one.value for one in app.caption if "urned" in one.value]
    assert len(drawn) == 6
    next(button for button in app.button if button.label == "Draw again").click().run()
    assert [one.value for one in app.caption if "urned" in one.value] != drawn


def test_networks_are_measured_on_a_press_and_told_apart(open_page):
    app = open_page("altered")
    next(button for button in app.button if button.label == "Measure").click().run()
    assert not app.exception
    assert "Shift at full strength:" in said(app)
    assert "1,000 test pictures" in said(app)


def test_the_sentence_claims_no_difference_where_chance_explains_it():
    none, half = np.zeros(100, bool), np.arange(100) < 50
    assert "No difference shown." in in_one_sentence("Turn", {"A": half[None], "B": half[None]})
    words = in_one_sentence("Turn", {"A": none[None], "B": half[None]})
    assert "A names 0.0\u00a0% right, B 50.0\u00a0%" in words
    assert "+50.0 points" in words


def test_a_photo_of_the_visitor_is_altered_like_any_other_picture(open_page):
    app = open_page("altered", altered_class="Your photo")
    assert app.selectbox(key=CHOSEN).value == "Sneaker"  # there is none yet
    app.session_state[PHOTO_PIXELS.name] = np.full((28, 28), 200, np.uint8)
    app.run()
    app.selectbox(key=CHOSEN).set_value("Your photo").run()
    assert not app.exception
    assert not app.number_input
    assert app.selectbox(key=CHOSEN).value == "Your photo"
