"""Perspective and elastic distortions: what they bend, and what they leave."""

import numpy as np

from fmnist_app.augment import Elastic, Perspective


def test_parameters_at_zero_change_nothing(pictures, rng):
    assert (Perspective(0.0)(pictures, rng) == pictures).all()
    assert (Elastic(0.0)(pictures, rng) == pictures).all()


def test_a_perspective_keeps_the_whole_picture_in_the_frame(rng):
    corners = np.zeros((100, 28, 28), np.uint8)
    for row in (slice(0, 3), slice(25, 28)):
        for column in (slice(0, 3), slice(25, 28)):
            corners[:, row, column] = 255
    slanted = Perspective(0.3)(corners, rng)
    quarters = [
        slanted[:, :14, :14],
        slanted[:, :14, 14:],
        slanted[:, 14:, :14],
        slanted[:, 14:, 14:],
    ]
    assert all((quarter > 60).any(axis=(1, 2)).all() for quarter in quarters)


def test_a_perspective_lets_parallels_meet(rng):
    white = np.full((200, 28, 28), 255, np.uint8)
    slanted = Perspective(0.3)(white, rng) > 127
    widths = slanted.sum(axis=2)
    difference = widths[:, 10] - widths[:, 18]
    assert difference.max() > 3
    assert difference.min() < -3


def test_elastic_bends_straight_lines(rng):
    line = np.zeros((100, 28, 28), np.uint8)
    line[:, 13:15] = 255
    bent = Elastic()(line, rng)
    rows = np.arange(28)[None, :, None]
    height = (bent * rows).sum(axis=1) / np.maximum(bent.sum(axis=1), 1)
    middle = height[:, 4:-4]
    flat = middle - np.linspace(0, 1, middle.shape[1]) * (middle[:, -1:] - middle[:, :1])
    assert np.median(np.ptp(flat, axis=1)) > 0.8


def test_elastic_leaves_the_garment_much_where_it_was(pictures, rng):
    bent = Elastic()(pictures, rng)
    before, after = pictures > 60, bent > 60
    shared = (before & after).sum(axis=(1, 2)) / np.maximum((before | after).sum(axis=(1, 2)), 1)
    assert np.median(shared) > 0.7
    assert np.median(shared) < 0.98


def test_more_displacement_bends_more(pictures):
    def bent(displacement):
        changed = Elastic(displacement)(pictures, np.random.default_rng(2))
        return np.abs(changed.astype(float) - pictures).mean()

    assert bent(0.5) < bent(1.0) < bent(2.0)
