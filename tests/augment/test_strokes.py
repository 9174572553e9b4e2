"""A shaky hand keeps to the line it follows."""

import cv2
import numpy as np
import pytest

from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.strokes import Freehand, opened


@pytest.fixture(scope="module")
def outlines(pictures):
    found = []
    for picture in pictures:
        mask = (enlarged(picture) > 30).astype(np.uint8)
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        found.append(max(contours, key=len)[:, 0].astype(np.float32))
    return found


def distance(path, outline):
    """How far the path's points lie from the outline: the greatest one in pixels."""
    apart = [cv2.pointPolygonTest(outline[:, None], tuple(map(float, p)), True) for p in path]
    return np.abs(apart).max()


def test_a_steady_hand_that_minds_every_corner_draws_the_outline(outlines, rng):
    hand = Freehand(detail=0.3, wobble=0.0, rounded=0.0)
    for outline in outlines:
        path = hand(outline, rng)
        assert path.dtype == np.int32
        assert path.shape[1] == 2
        assert distance(path, outline) < 1.1


def test_less_detail_strays_as_far_as_it_may(outlines, rng):
    rough = Freehand(detail=5.0, wobble=0.0, rounded=0.0)
    strayed = [distance(rough(outline, rng), outline) for outline in outlines]
    assert max(strayed) < 6.0
    assert np.median(strayed) > 1.5


def test_wobble_moves_the_line(outlines):
    def strayed(wobble):
        hand, rng = Freehand(1.0, wobble), np.random.default_rng(0)
        return np.mean([distance(hand(outline, rng), outline) for outline in outlines])

    assert strayed(0.0) < strayed(1.0) < strayed(3.0)


def test_wobble_strays_to_both_sides_alike():
    angles = np.arange(0, 6.28, 0.02).astype(np.float32)
    circle = np.stack([50 + 40 * np.cos(angles), 50 + 40 * np.sin(angles)], axis=1)
    hand = Freehand(detail=0.1, wobble=1.0)
    centres = [hand(circle, np.random.default_rng(seed)).mean(axis=0) for seed in range(20)]
    np.testing.assert_allclose(np.mean(centres, axis=0), 50, atol=0.3)


def test_a_line_without_corners_is_still_drawn(rng):
    flat = np.array([[5, 5], [9, 5], [5, 5]], np.float32)
    assert len(Freehand(detail=5.0, wobble=0.0)(flat, rng)) >= 3


def test_opening_a_line_keeps_a_run_of_it():
    ring = np.stack([np.arange(100), np.zeros(100)], axis=1)
    part = opened(ring, kept=0.6, start=30)
    assert len(part) == 60
    assert (np.diff(part[:, 0]) % 100 == 1).all()
    assert len(opened(ring[:10], kept=0.1, start=0)) == 4
