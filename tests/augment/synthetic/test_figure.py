"""Figures and their lines: mirrored, rounded, joined and measured."""

import numpy as np

from fmnist_app.augment.synthetic.figure import (
    Figure,
    arc,
    both_sides,
    box,
    chained,
    ellipse,
    line,
    reflected,
    rounded,
    symmetric,
)

ZIGZAG = line((0, 0), (1, 2), (3, 1), (4, 5))


def test_an_arc_runs_from_its_start_to_its_stop_clockwise():
    part = arc((10, 20), (2, 3), 0, 90)
    assert part.shape == (13, 2)
    np.testing.assert_allclose(part[[0, -1]], [(12, 20), (10, 23)], atol=1e-9)


def test_an_ellipse_lies_about_its_centre_and_names_no_point_twice():
    whole = ellipse((1, 2), (3, 4))
    assert len(np.unique(whole.round(6), axis=0)) == len(whole) == 12
    np.testing.assert_allclose(((whole - (1, 2)) ** 2 / (9, 16)).sum(axis=1), 1.0)


def test_a_box_has_its_corners():
    assert box(0, 1, 2, 3).tolist() == [[0, 1], [2, 1], [2, 3], [0, 3]]


def test_rounding_keeps_the_ends_of_an_open_line_and_cuts_its_corners():
    soft = rounded(ZIGZAG)
    assert (soft[[0, -1]] == ZIGZAG[[0, -1]]).all()
    assert len(soft) > len(ZIGZAG)
    assert not any((soft == corner).all(axis=1).any() for corner in ZIGZAG[1:-1])


def test_rounding_a_closed_line_stays_within_it():
    soft = rounded(box(0, 0, 1, 1), closed=True)
    assert len(soft) == 16
    assert ((soft >= 0) & (soft <= 1)).all()
    assert ((soft > 0.9) | (soft < 0.1)).any(axis=1).all()


def test_no_rounds_change_nothing():
    assert (rounded(ZIGZAG, rounds=0) == ZIGZAG).all()


def test_reflecting_twice_changes_nothing():
    assert (reflected(reflected(ZIGZAG)) == ZIGZAG).all()
    assert (reflected(ZIGZAG)[::-1] == ZIGZAG * (-1, 1)).all()


def test_a_symmetric_outline_is_its_own_reflection():
    whole = symmetric(ZIGZAG)
    assert (reflected(whole) == whole).all()
    assert [one.tolist() for one in both_sides(ZIGZAG)] == [whole[:4].tolist(), whole[4:].tolist()]


def test_lines_are_chained_end_to_end():
    assert (chained([ZIGZAG[:1], ZIGZAG[1:]]) == ZIGZAG).all()


def test_a_figure_is_moved_joined_and_measured_with_all_its_lines():
    figure = Figure([box(0, 0, 1, 1)], [line((0, 0), (1, 3))], [line((-2, 0), (0, 0))])
    low, high = figure.bounds()
    assert (low.tolist(), high.tolist()) == ([-2, 0], [1, 3])
    far = figure.moved(lambda points: points + 10)
    assert far.bounds()[0].tolist() == [8, 10]
    assert figure.bounds()[0].tolist() == [-2, 0]
    both = figure.joined(far)
    assert [len(lines) for lines in (both.parts, both.seams, both.straps)] == [2, 2, 2]
    assert both.bounds()[1].tolist() == [11, 13]
