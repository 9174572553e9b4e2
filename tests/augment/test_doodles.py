"""Doodles leave ink on their canvas, each of its own form."""

import numpy as np
import pytest

from fmnist_app.augment.doodles import (
    CANVAS,
    DIGITS,
    SEGMENTS,
    Composition,
    Digits,
    Form,
    Scribble,
    Strokes,
)

DOODLES = [Scribble(), Form(), Form(filled=True), Composition(), Digits(), Strokes()]


def drawn(doodle, rng):
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    doodle(canvas, rng)
    return canvas


@pytest.mark.parametrize("doodle", DOODLES, ids=lambda doodle: type(doodle).__name__)
def test_a_doodle_draws_with_ones_and_differs_by_seed(doodle):
    canvases = [drawn(doodle, np.random.default_rng(seed)) for seed in (*range(20), 0)]
    for canvas in canvases:
        assert set(np.unique(canvas)) == {0, 1}
        assert 0.002 < canvas.mean() < 0.8
    assert (canvases[0] == canvases[-1]).all()
    assert (canvases[0] != canvases[1]).any()


def test_a_filled_form_has_more_ink_than_its_outline(rng):
    filled, outlined = (
        np.mean([drawn(Form(filled=full, solid=0.0, width=(2, 2)), rng).mean() for _ in range(40)])
        for full in (True, False)
    )
    assert filled > 2 * outlined


def test_a_form_lies_about_its_centre_and_is_as_large_as_it_is_told(rng):
    for _ in range(40):
        canvas = drawn(Form(radius=(8.0, 10.0), centre=(70.0, 30.0), wobble=(0.0, 0.0)), rng)
        rows, columns = np.nonzero(canvas)
        assert 10 < rows.min() < 30 < rows.max() < 50
        assert 50 < columns.min() < 70 < columns.max() < 90


def test_more_digits_are_wider_than_one(rng):
    def width(count):
        canvases = [drawn(Digits(count=(count, count), slant=0.0), rng) for _ in range(30)]
        return np.mean([np.ptp(np.flatnonzero(canvas.any(axis=0))) for canvas in canvases])

    assert width(3) > 1.3 * width(1)


def test_digits_are_made_of_the_seven_segments():
    assert len(DIGITS) == 10
    assert len(set(map(frozenset, DIGITS))) == 10
    assert all(set(digit) <= set(SEGMENTS) for digit in DIGITS)


def test_strokes_keep_away_from_the_rim(rng):
    for dotted in (0.0, 1.0):
        canvases = np.stack([drawn(Strokes(dotted=dotted), rng) for _ in range(60)])
        rim = np.ones((CANVAS, CANVAS), bool)
        rim[5:-5, 5:-5] = False
        assert canvases[:, rim].any(axis=1).mean() < 0.2


def test_dots_are_round_and_strokes_are_long(rng):
    for dotted, least, most in ((1.0, 4, 14), (0.0, 15, CANVAS)):
        one = Strokes(count=(1, 1), dotted=dotted)
        spans = []
        for _ in range(40):
            rows, columns = np.nonzero(drawn(one, rng))
            spans.append(max(np.ptp(rows), np.ptp(columns)))
        assert least <= np.median(spans) <= most
