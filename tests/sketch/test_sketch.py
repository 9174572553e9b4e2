"""Strokes read and rendered, the paint bucket, and this project's own drawings."""

import json
import math

import numpy as np
import pytest

from fmnist_app.data import CLASS_NAMES
from fmnist_app.sketch import (
    PAPER,
    SIDE,
    Stroke,
    as_object,
    poured,
    read,
    read_movement,
    rendered,
    sample,
)

FRAME = Stroke((((60, 60), (280, 60), (280, 280), (60, 280), (60, 60)),), 10)


@pytest.mark.parametrize("label", range(10), ids=CLASS_NAMES)
def test_a_sample_survives_the_way_to_the_canvas_and_back(label):
    strokes = sample(label)
    back = read(json.loads(json.dumps([as_object(stroke) for stroke in strokes])))
    assert np.array_equal(rendered(back), rendered(strokes))


@pytest.mark.parametrize("label", range(10), ids=CLASS_NAMES)
def test_a_sample_stays_on_the_sheet(label):
    picture = rendered(sample(label))
    assert picture.shape == (SIDE, SIDE)
    assert (picture < 128).sum() > 3_000
    edges = (picture[0], picture[-1], picture[:, 0], picture[:, -1])
    assert all((edge == 255).all() for edge in edges)


def test_later_strokes_lie_on_earlier_ones_and_white_erases():
    erased = rendered([FRAME, Stroke(FRAME.contours, 14, PAPER)])
    assert (erased == 255).all()


def test_a_curve_is_followed():
    bow = {
        "type": "Path",
        "path": [["M", 50, 200], ["Q", 168, 0, 286, 200]],
        "stroke": "#000000",
        "strokeWidth": 6,
    }
    picture = rendered(read([bow]))
    assert picture[100, 168] < 128
    assert picture[200, 168] == 255


@pytest.mark.parametrize(
    "path",
    [
        [["M", math.inf, 3], ["L", 4, 5]],
        [["M", True, False]],
        [["L", 4, 5]],
        [["Z"]],
        ["M", 1, 2],
        [[]],
    ],
)
def test_a_path_that_says_nothing_is_no_stroke(path):
    assert read([{"type": "Path", "path": path, "stroke": "#000000", "strokeWidth": 3}]) == []


def test_far_away_points_and_a_huge_width_are_brought_back():
    wild = {
        "type": "Path",
        "path": [["M", -1e300, 1e300], ["L", 1e18, 4]],
        "stroke": "#000000",
        "strokeWidth": 1e12,
    }
    [stroke] = read([wild])
    assert stroke.width <= 100
    assert rendered([stroke]).shape == (SIDE, SIDE)


def test_paint_fills_what_the_lines_enclose_and_leaves_no_seam():
    paint = poured(rendered([FRAME]), (170, 170))
    assert paint is not None
    filled = rendered([FRAME, paint])
    assert (filled[60:281, 60:281] < 128).all()
    assert (filled[:50] == 255).all()


def test_paint_goes_around_an_island():
    island = Stroke((((150, 150), (190, 150), (190, 190), (150, 190), (150, 150)),), 6)
    paint = poured(rendered([FRAME, island]), (100, 100))
    assert paint is not None
    filled = rendered([FRAME, island, paint])
    assert filled[170, 170] == 255
    assert filled[100, 240] == 0


def test_paint_that_would_run_out_is_not_poured():
    open_frame = Stroke((FRAME.contours[0][:-1],), 4)
    assert poured(rendered([open_frame]), (170, 170)) is None
    assert poured(rendered([FRAME]), (5, 5)) is None


def test_paint_on_a_line_is_not_poured():
    assert poured(rendered([FRAME]), (60, 170)) is None


MOVED = {"number": 1, "version": 0, "tool": "Pen", "width": 10, "points": [[60, 60], [280, 60]]}


def test_a_movement_of_the_pointer_becomes_the_line_it_went_along():
    movement = read_movement(json.loads(json.dumps(MOVED)))
    picture = rendered(read([movement.as_object()]))
    straight = rendered([Stroke((((60, 60), (280, 60)),), 10)])
    assert np.abs(picture.astype(int) - straight).mean() < 0.5


def test_a_touch_without_a_way_is_a_dot():
    movement = read_movement({**MOVED, "points": [[170, 170]]})
    picture = rendered(read([movement.as_object()]))
    assert 50 < (picture < 128).sum() < 200


def test_an_eraser_leaves_paper():
    movement = read_movement({**MOVED, "tool": "Eraser", "width": 14})
    line = read_movement(MOVED)
    assert (rendered(read([line.as_object(), movement.as_object()])) > 200).all()


@pytest.mark.parametrize(
    "changed",
    [
        {"tool": "Hammer"},
        {"tool": ["Pen"]},
        {"points": []},
        {"points": "x"},
        {"points": [[1], ["a", 2], None]},
        {"number": None},
        {"width": math.nan},
        {"version": True},
    ],
)
def test_what_is_no_movement_is_passed_over(changed):
    assert read_movement({**MOVED, **changed}) is None
    assert read_movement(None) is None


def test_wild_numbers_and_endless_movements_are_brought_back():
    wild = {**MOVED, "width": 1e12, "points": [[-1e300, 1e300], *[[3, 4]] * 9_000]}
    movement = read_movement(wild)
    assert movement.width <= 100
    assert len(movement.points) <= 4_000
    assert rendered(read([movement.as_object()])).shape == (SIDE, SIDE)
