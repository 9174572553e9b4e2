"""The draw page, with drawings put into the session as the canvas would report them."""

import numpy as np
import pytest
import streamlit as st

from fmnist_app.data import CLASS_NAMES
from fmnist_app.inference import Answer
from fmnist_app.sketch import Movement, as_object, sample
from fmnist_app.ui.draw import canvas, opening, prompts, start
from fmnist_app.ui.draw.sheet import FULL, GAP, SHEET, Sheet, drawing_on, drawn_on, undone
from fmnist_app.ui.draw.words import SAID, line

BAG = 8
ASK = "Draw a piece of clothing"


@pytest.fixture
def draw(open_page):
    return open_page("draw")


@pytest.fixture
def unfolded(open_page):
    return open_page("draw", draw_how="true")


def words(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption))


def names_a_class(app):
    return any(f"{name}**" in words(app) or f"{name}?" in words(app).lower() for name in SAID)


def put(app, objects):
    app.session_state[SHEET.name] = Sheet(objects=objects)
    app.run()
    assert not app.exception


def button(app, key):
    return app.button(key=key)


def press(app, key):
    button(app, key).click().run()
    assert not app.exception


def test_an_empty_canvas_asks_for_a_drawing_and_names_no_class(draw):
    assert not draw.exception
    assert ASK in words(draw)
    assert not names_a_class(draw)
    assert not draw.get("vega_lite_chart")
    assert button(draw, "sheet_undo").disabled
    assert button(draw, "sheet_clear").disabled


def test_a_drawing_is_answered_in_one_line(draw):
    put(draw, [as_object(stroke) for stroke in sample(BAG)])
    said = words(draw)
    assert ASK not in said
    assert names_a_class(draw)
    assert "Answered by" in said
    assert not draw.get("vega_lite_chart")


def test_how_it_knows_shows_every_step(unfolded):
    draw = unfolded
    assert "every step from your drawing" in draw.info[0].value
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
    assert ASK in words(draw)
    press(draw, "sheet_undo")
    assert len(draw.session_state[SHEET.name].objects) == len(sample(BAG)) - 1
    assert ASK not in words(draw)


def movement(points, tool="Pen", version=0, number=1):
    return Movement(number, version, tool, 10.0, tuple(points))


FRAME = movement([(60, 60), (280, 60), (280, 280), (60, 280), (60, 60)])
ACROSS = movement([(10, 10), (300, 300)])


def test_a_stroke_that_the_canvas_shows_is_added_without_telling_it():
    now = drawn_on(Sheet(), [FRAME, ACROSS])
    assert len(now.objects) == 2
    assert now.version == 0


def test_a_stroke_made_while_the_last_one_was_undone_is_kept_and_shown_anew():
    before = drawn_on(Sheet(), [FRAME])
    after = drawn_on(undone(Sheet(before.objects, version=1)), [ACROSS])
    assert after.objects == after.laid == [ACROSS.as_object()]
    assert after.version == 2


def test_a_tap_of_the_bucket_pours_paint_or_says_why_not():
    tap = movement([(170, 170)], "Fill")
    filled = drawn_on(Sheet(), [FRAME, tap])
    assert (filled.picture() < 128).sum() > 4 * (drawn_on(Sheet(), [FRAME]).picture() < 128).sum()
    assert filled.laid == filled.objects
    spilt = drawn_on(Sheet(), [tap])
    assert spilt.blank
    assert spilt.note == GAP
    assert spilt.version == 1


def test_a_full_sheet_says_so(monkeypatch):
    monkeypatch.setattr("fmnist_app.ui.draw.sheet.MOST_STROKES", 1)
    now = drawn_on(Sheet(), [FRAME, ACROSS])
    assert now.objects == [FRAME.as_object()]
    assert now.note == FULL
    assert now.version == 1


def test_a_moving_pen_is_on_the_picture_and_not_on_the_sheet():
    sheet = drawn_on(Sheet(), [FRAME])
    seen = drawing_on(sheet, ACROSS)
    assert (seen.picture() < 128).sum() > (sheet.picture() < 128).sum()
    assert len(sheet.objects) == 1
    assert drawing_on(sheet, None) is sheet


def answer(top, share, score=1.0):
    probabilities = np.full(10, (1 - share) / 9)
    probabilities[top] = share
    return Answer(probabilities, score, 0.5)


def test_the_words_grow_surer_with_the_answer():
    assert line(answer(BAG, 0.4)) == "a bag?"
    assert line(answer(BAG, 0.7)) == "perhaps **a bag**, 70\u00a0%"
    assert line(answer(7, 0.96)) == "**a sneaker**, 96\u00a0%"
    assert line(answer(7, 0.96), before=[BAG, 7]) == ":gray[a bag? …] **a sneaker**, 96\u00a0%"
    assert "Not like clothing" in line(answer(BAG, 0.99, score=-0.1))
    assert len(SAID) == len(CLASS_NAMES)


def test_a_prompt_is_recognised_by_a_sure_answer_of_its_classes_only():
    shoe = prompts.PROMPTS[0]
    assert shoe.recognised(answer(7, 0.9))
    assert not shoe.recognised(answer(7, 0.4))
    assert not shoe.recognised(answer(BAG, 0.9))
    assert not shoe.recognised(answer(7, 0.9, score=-0.1))


def test_another_prompt_starts_a_new_sheet_and_counts_what_came_of_the_last(draw):
    first = prompts.PROMPTS[0]
    assert first.words in words(draw)
    put(draw, [as_object(stroke) for stroke in sample(7)])
    assert f"“{first.words}”" in words(draw)
    press(draw, "prompt_another")
    assert draw.session_state[SHEET.name].blank
    assert prompts.PROMPTS[1].words in words(draw)
    assert "of 1 recognised" in words(draw)


def test_a_given_example_is_not_said_to_be_recognised(draw):
    press(draw, "start_drawing")
    assert "Recognised" not in words(draw)
    assert "Our own drawing" in words(draw)


def test_white_strokes_alone_are_still_an_empty_canvas(draw):
    white = {"type": "Path", "path": [["M", 9, 9], ["L", 99, 99]], "stroke": "#ffffff"}
    put(draw, [{**white, "strokeWidth": 9}])
    assert ASK in words(draw)
    assert not names_a_class(draw)


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


def test_an_override_is_followed_at_once(unfolded):
    draw = unfolded
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
    assert ASK in words(draw)
    assert not names_a_class(draw)


def test_the_page_says_what_makes_a_good_picture(draw):
    said = words(draw)
    for limit in ("One garment", "plain background", "One shoe", "Nobody wearing it"):
        assert limit in said


def test_other_pages_open_it_with_networks_chosen(monkeypatch):
    gone: dict[str, object] = {}
    monkeypatch.setattr(st, "switch_page", lambda page, **how: gone.update(page=page, **how))
    opening.open_with(["standard", "nobody's", "basic"])
    assert gone == {
        "page": "pages/use/draw.py",
        "query_params": {"draw_networks": ["Standard", "Basic"]},
    }


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
    assert canvas.told(Sheet(), "Pen", 10).keys() == wanted
