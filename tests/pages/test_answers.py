"""What answers, distances and limits are said to be, in words."""

import json

import numpy as np
import pytest
from PIL import Image

from fmnist_app import charts
from fmnist_app.catalog import default_name
from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference import Answer
from fmnist_app.ui.upload import verdict
from fmnist_app.ui.widgets import answers, limits, preprocessing


def answer(top, share, score=1.0, distance=0.5, empty=False):
    probabilities = np.full(10, (1 - share) / 9)
    probabilities[top] = share
    return Answer(probabilities, score, distance, empty)


@pytest.mark.parametrize("page", ["draw", "upload"])
def test_the_address_chooses_networks(open_page, page):
    app = open_page(page, **{f"{page}_networks": "Standard"})
    assert app.button_group(key=f"{page}_networks").value == ["standard"]
    assert not app.exception


@pytest.mark.parametrize("page", ["draw", "upload"])
def test_networks_in_the_address_that_nobody_has_are_passed_over(open_page, page):
    app = open_page(page, **{f"{page}_networks": ["Basic", "<script>"]})
    assert app.button_group(key=f"{page}_networks").value == ["basic"]
    assert not app.exception


def test_a_sure_answer_names_its_class_and_probability():
    said = answers.sentence(answer(1, 0.93))
    assert "**Trouser**, 93\u00a0% sure" in said


def test_an_unsure_answer_names_two_and_asks_for_a_look():
    said = answers.sentence(answer(6, 0.4))
    assert "needs a look" in said
    assert "Shirt (40\u00a0%)" in said


def test_what_does_not_look_like_clothing_is_said_however_sure_the_network_is():
    said = answers.sentence(answer(8, 0.99, score=-0.1))
    assert "This does not look like clothing" in said
    assert "sure" not in said


def test_an_empty_picture_has_no_class():
    said = answers.sentence(answer(3, 0.9, score=float("-inf"), empty=True))
    assert not any(name in said for name in CLASS_NAMES)


def test_a_verdict_is_a_name_and_a_doubtful_one_a_question():
    assert verdict.verdict(answer(1, 0.93)).splitlines()[0] == "## Trouser"
    unsure = verdict.verdict(answer(6, 0.4))
    assert unsure.startswith("## Shirt?")
    assert "It could also be" in unsure
    assert verdict.verdict(answer(8, 0.99, score=-0.1)).startswith("## No clothing?")


def test_a_verdict_says_how_often_such_are_right_and_only_where_that_was_measured(monkeypatch):
    found = {"wide": {"domains": {"phone": {"n": 50, "top1": 0.82}}}}
    monkeypatch.setattr(verdict, "measured", lambda: found)
    assert "Of 50 photos" in verdict.how_often_right("wide", "photo")
    assert "8 in 10" in verdict.how_often_right("wide", "photo")
    assert not verdict.how_often_right("wide", "drawing")
    assert not verdict.how_often_right("basic", "photo")


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0.2, "Within the catalogue: **farther away than 20\u00a0%**"),
        (0.95, "At the edge of the catalogue: **farther away than 95\u00a0%**"),
        (1.0, "**farther away than 99\u00a0%**"),
    ],
)
def test_distance_is_said_in_words(distance, words):
    assert words in answers.how_far(distance)


def test_bars_are_the_likeliest_classes_in_order_and_dimmed_not_hidden():
    rows = charts.answer_rows(CLASS_NAMES, answer(4, 0.7).probabilities, dimmed=True)
    assert rows["class"][0] == "Coat"
    assert rows["probability"].is_monotonic_decreasing
    assert (rows["strength"] < 1).all()
    assert (rows["strength"] > 0).all()


def test_the_bars_are_built_once_valid_and_without_data():
    import altair as alt

    spec = charts.answer_spec("#0072B2")
    assert spec is charts.answer_spec("#0072B2")
    assert spec["data"] == {"name": "source"}
    alt.Chart.from_dict(spec).to_dict()


def test_a_small_picture_is_scaled_up_in_square_pixels():
    picture = np.zeros((28, 28), np.uint8)
    picture[0, 0] = 255
    tile = np.asarray(preprocessing.tile(picture))[..., 0]
    assert set(np.unique(tile)) == {0, 255}
    assert isinstance(preprocessing.tile(picture), Image.Image)


@pytest.mark.parametrize("shape", [(3, 400), (400, 3), (10, 10, 3), (300, 200, 3)])
def test_every_shape_of_picture_fits_a_tile(shape):
    assert preprocessing.tile(np.zeros(shape, np.uint8)).size == (
        preprocessing.SHARP,
        preprocessing.SHARP,
    )


DOMAINS = {"phone": {"n": 400, "top1": 0.616}, "quickdraw": {"n": 900, "top1": 0.702}}


def test_measured_accuracy_is_read_from_what_scoring_wrote(monkeypatch, tmp_path):
    score = {"model": default_name(), "domains": DOMAINS, "clothing_auroc": 0.95}
    (tmp_path / f"{default_name()}.json").write_text(json.dumps(score))
    monkeypatch.setattr(limits, "SCORES", tmp_path)
    said = limits.accuracy_sentence(limits.measured())
    assert "**62\u00a0%** of 400 photos of clothes and **70\u00a0%** of 900 quick drawings" in said


@pytest.mark.parametrize("text", [None, "", "{", "{}", '{"domains": {}}', "[]", "3"])
def test_without_measurements_no_figure_is_shown(monkeypatch, tmp_path, text):
    if text is not None:
        (tmp_path / f"{default_name()}.json").write_text(text)
    monkeypatch.setattr(limits, "SCORES", tmp_path)
    assert limits.measured() == {}
