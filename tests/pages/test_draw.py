"""The draw page, with drawings put into the session as the canvas would report them."""

from dataclasses import replace

import numpy as np
import pytest

from fmnist_app.data import CLASS_NAMES
from fmnist_app.sketch import as_object, sample
from fmnist_app.ui.draw import canvas, start
from fmnist_app.ui.draw.sheet import SHEET, Sheet

BAG = 8
ASK = "Draw a piece of clothing"


@pytest.fixture
def draw(open_page):
    return open_page("draw")


def words(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption))


def put(app, objects):
    app.session_state[SHEET.name] = Sheet(objects=objects)
    app.run()
    assert not app.exception


def button(app, key):
    return app.button(key=key)


def press(app, key):
    """Press a button that changes the sheet, and wait as the browser does before it changes."""
    button(app, key).click().run()
    app.run()


def test_an_empty_canvas_asks_for_a_drawing_and_names_no_class(draw):
    assert not draw.exception
    assert ASK in draw.info[0].value
    assert not any(name in words(draw) for name in CLASS_NAMES)
    assert not draw.get("vega_lite_chart")
    assert button(draw, "sheet_undo").disabled
    assert button(draw, "sheet_clear").disabled


def test_a_drawing_is_answered_with_every_step_shown(draw):
    put(draw, [as_object(stroke) for stroke in sample(BAG)])
    assert not draw.info
    said = words(draw)
    for step in ("Original", "Grey", "Background removed", "Polarity", "Cropped", "28x28"):
        assert f"**{step}" in said
    assert "held-out pictures" in said
    assert draw.get("vega_lite_chart")


def test_undo_and_clear_take_strokes_away_and_clearing_can_be_undone(draw):
    put(draw, [as_object(stroke) for stroke in sample(BAG)])
    press(draw, "sheet_undo")
    assert len(draw.session_state[SHEET.name].objects) == len(sample(BAG)) - 1
    press(draw, "sheet_clear")
    assert draw.session_state[SHEET.name].blank
    assert ASK in draw.info[0].value
    press(draw, "sheet_undo")
    assert len(draw.session_state[SHEET.name].objects) == len(sample(BAG)) - 1
    assert not draw.info


def test_an_undo_takes_back_the_stroke_that_arrives_right_after_it(draw):
    strokes = [as_object(stroke) for stroke in sample(BAG)]
    put(draw, strokes[:1])
    button(draw, "sheet_undo").click().run()
    asked = draw.session_state[SHEET.name]
    assert asked.objects == strokes[:1]
    draw.session_state[SHEET.name] = replace(asked, objects=strokes[:2])  # as the canvas reports it
    draw.run()
    now = draw.session_state[SHEET.name]
    assert now.objects == now.laid == strokes[:1]
    assert now.version > asked.version


def test_white_strokes_alone_are_still_an_empty_canvas(draw):
    white = {"type": "Path", "path": [["M", 9, 9], ["L", 99, 99]], "stroke": "#ffffff"}
    put(draw, [{**white, "strokeWidth": 9}])
    assert ASK in draw.info[0].value
    assert not any(name in words(draw) for name in CLASS_NAMES)


@pytest.mark.parametrize("way", ["start_drawing", "start_test"])
def test_a_sample_of_the_chosen_class_gives_an_answer(draw, way):
    draw.selectbox(key=start.CLASS.name).select("Trouser").run()
    button(draw, way).click().run()
    assert not draw.exception
    assert not draw.session_state[SHEET.name].blank
    assert "Trouser" in words(draw)


def test_a_test_picture_is_drawn_upon_dark_on_white(draw, dataset):
    button(draw, "start_test").click().run()
    sheet = draw.session_state[SHEET.name]
    small = 255 - sheet.picture()[6::12, 6::12]
    assert any(np.array_equal(small, image) for image in dataset.test_images)
    press(draw, "sheet_undo")
    assert draw.session_state[SHEET.name].ground is None


def test_an_override_is_followed_at_once(draw):
    put(draw, [as_object(stroke) for stroke in sample(BAG)])
    draw.toggle(key="draw_invert").set_value(True).run()
    draw.button_group(key="draw_turn").set_value(1).run()
    draw.button_group(key="draw_kind").set_value("photo").run()
    assert not draw.exception
    assert "turned to a negative" in words(draw) or "tones spread" in words(draw)


@pytest.mark.parametrize(
    "objects",
    [
        [None, 7, "x", [], {}],
        [{"type": "Path", "path": None, "stroke": "#000000", "strokeWidth": 3}],
        [{"type": "Path", "path": [["M", "a", None]], "stroke": "#000000", "strokeWidth": 3}],
        [{"type": "Image", "src": "file:///etc/passwd"}],
    ],
)
def test_what_is_no_stroke_is_passed_over(draw, objects):
    put(draw, objects)
    assert ASK in draw.info[0].value


def test_the_page_says_what_makes_a_good_picture(draw):
    said = words(draw)
    for limit in ("One garment", "plain background", "One shoe", "Nobody wearing it"):
        assert limit in said


def test_the_component_is_told_what_its_own_python_half_would_tell_it():
    import ast
    from importlib.util import find_spec
    from pathlib import Path

    found = find_spec("streamlit_drawable_canvas")
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).read_text(encoding="utf-8")
    told = next(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "data"
    )
    assert isinstance(told, ast.Dict)
    wanted = {ast.literal_eval(key) for key in told.keys if key is not None}
    assert canvas._told(Sheet(), "pen", 10).keys() == wanted
