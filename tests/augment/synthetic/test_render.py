"""Rendering: figures are scaled to the canvas, drawn in ink or shaded in greys."""

import dataclasses

import numpy as np
import pytest

from fmnist_app.augment.synthetic.figure import Figure, box, ellipse, line
from fmnist_app.augment.synthetic.render import (
    LONGEST,
    MARGIN,
    LineDrawing,
    Placement,
    Shading,
)

LEVEL = Placement(rotation=0.0, stretch=0.0, shear=0.0, flipped=0.0)
STEADY = LineDrawing(wobble=(0.0, 0.0), solid=0.0, gaps=0.0, width=(2, 2))
PLAIN = Shading(strap_spread=0.0, part_spread=0.0, edge_spread=0.0, seam_spread=(0.0, 0.0))


def figure():
    """A tall box, one on its right, a seam in the first and a strap above it."""
    return Figure(
        [box(0, 0, 2, 4), box(2, 1, 3, 2)], [line((0.5, 3), (1.5, 3))], [line((0, 0), (1, -1))]
    )


@pytest.fixture
def placed(rng):
    return LEVEL(figure(), rng)


def test_a_placed_figure_fills_the_canvas_up_to_its_margin(rng):
    for place in (LEVEL, Placement(rotation=30.0)):
        low, high = place(figure(), rng).bounds()
        np.testing.assert_allclose(low, MARGIN)
        assert (high - low).max() == pytest.approx(LONGEST)


def test_a_level_placement_keeps_proportions(placed):
    low, high = placed.bounds()
    assert (high - low)[1] / (high - low)[0] == pytest.approx(5 / 3)


def test_a_flipped_placement_is_the_mirror_image(placed, rng):
    flipped = dataclasses.replace(LEVEL, flipped=1.0)(figure(), rng)
    _, high = placed.bounds()
    reversed_x = high[0] + MARGIN - placed.parts[1][:, 0]
    np.testing.assert_allclose(flipped.parts[1][:, 0], reversed_x)


def test_a_united_outline_leaves_out_what_parts_share(placed):
    def ink(united):
        drawing = dataclasses.replace(STEADY, united=united, part_detail=(0.3, 0.3))
        return drawing(placed, np.random.default_rng(0))

    apart, united = ink(0.0), ink(1.0)
    shared = placed.parts[1]
    row, column = np.round(shared[[0, 3]].mean(axis=0)[::-1]).astype(int)
    assert apart[row - 2 : row + 3, column - 2 : column + 3].any()
    assert not united[row - 2 : row + 3, column - 2 : column + 3].any()


@pytest.mark.parametrize(("united", "other"), [(1.0, "part_detail"), (0.0, "detail")])
def test_a_drawing_heeds_the_detail_of_its_own_way(united, other, rng):
    placed = LEVEL(Figure([ellipse((0, 0), (1, 2))]), rng)

    def ink(**parameters):
        drawing = dataclasses.replace(STEADY, united=united, **parameters)
        return drawing(placed, np.random.default_rng(0))

    own = {"part_detail": "detail", "detail": "part_detail"}[other]
    assert (ink() == ink(**{other: (8.0, 8.0)})).all()
    assert (ink() != ink(**{own: (8.0, 8.0)})).any()


def test_ink_is_bool_within_the_canvas_and_leaves_its_rim_white(placed, rng):
    for _ in range(20):
        ink = LineDrawing()(placed, rng)
        assert ink.dtype == bool
        assert ink.shape == tuple(int(side) + MARGIN + 1 for side in placed.bounds()[1][::-1])
        assert ink.any()
        assert not np.concatenate([ink[0], ink[:, 0], ink[-1], ink[:, -1]]).any()


def test_a_solid_drawing_is_filled_and_its_seams_are_missing(placed, rng):
    drawing = dataclasses.replace(STEADY, solid=1.0)
    ink = drawing(placed, rng)
    row, column = np.round(placed.parts[0].mean(axis=0)[::-1]).astype(int)
    assert ink[row, column]
    seam_row, seam_column = np.round(placed.seams[0].mean(axis=0)[::-1]).astype(int)
    assert not ink[seam_row - 2 : seam_row + 3, seam_column].all()


def test_a_broken_outline_has_less_ink(placed):
    def inked(gaps):
        drawing = dataclasses.replace(STEADY, gaps=gaps, kept=(0.5, 0.5), united=1.0)
        return drawing(placed, np.random.default_rng(0)).sum()

    assert inked(1.0) < 0.8 * inked(0.0)


def test_shading_is_grey_on_black_in_the_figures_form(placed, rng):
    shaded = Shading()(placed, rng)
    assert shaded.dtype == np.uint8
    part = np.round(placed.parts[0]).astype(int)
    inside = shaded[part[0, 1] : part[2, 1], part[0, 0] : part[1, 0]]
    assert (inside >= Shading.least).all()
    assert not shaded[:, : MARGIN - 5].any()
    assert not shaded[-MARGIN // 2 :].any()


def test_an_edge_has_another_tone_where_it_has_one(placed):
    column, row = np.round(placed.parts[0][3]).astype(int)

    def edge(share):
        shading = dataclasses.replace(PLAIN, edged=share, edge_spread=80.0, blur=0.3)
        shaded = [shading(placed, np.random.default_rng(seed)) for seed in range(10)]
        return [int(one[row, column]) - int(one[row - 6, column + 6]) for one in shaded]

    assert np.abs(edge(0.0)).max() <= 3
    assert np.abs(edge(1.0)).max() > 20


def test_without_spreads_all_is_of_one_tone(placed, rng):
    shaded = PLAIN(placed, rng)
    part = np.round(placed.parts[0]).astype(int)
    inside = shaded[part[0, 1] + 5 : part[2, 1] - 5, part[0, 0] + 5 : part[1, 0] - 5]
    assert np.ptp(inside) <= 1


def test_what_a_long_seam_encloses_is_filled(rng):
    shading = dataclasses.replace(PLAIN, filled=1.0, seam_spread=(100.0, 100.0), edged=0.0)
    ring, square = ellipse((1, 2), (0.6, 0.6)), box(0.4, 1.4, 1.6, 2.6)
    for seam, is_filled in ((ring, True), (square, False)):
        seen = set()
        for _ in range(20):
            shaded = shading(LEVEL(Figure([box(0, 0, 2, 4)], [seam]), rng), rng)
            middle, corner = shaded[MARGIN + 42, MARGIN + 21], shaded[MARGIN + 5, MARGIN + 5]
            seen.add(bool(middle != corner))
        assert (True in seen) == is_filled


def test_seams_show_in_another_tone(placed):
    contrasts = []
    for seed in range(20):
        shaded = dataclasses.replace(PLAIN, seam_spread=(100.0, 100.0), tone=(120.0, 120.0))(
            placed, np.random.default_rng(seed)
        )
        row, column = np.round(placed.seams[0].mean(axis=0)[::-1]).astype(int)
        contrasts.append(abs(int(shaded[row, column]) - 120))
    assert np.median(contrasts) > 15
