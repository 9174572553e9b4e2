"""Sketches show the garment that they were made of."""

import dataclasses

import numpy as np

from fmnist_app.augment import Label, Pose, Sketch
from fmnist_app.augment.drawings import InnerLines, Silhouette
from fmnist_app.augment.geometry import Homography, enlarged
from fmnist_app.augment.pose import Proportions
from fmnist_app.augment.preprocessing import from_photo

TRUE = Sketch(posed=0.0, wobble=(0.0, 0.0), detail=(0.5, 0.5), gaps=0.0, solid=0.0, inner=0.0)


def shared(first, second):
    """How much of both silhouettes is in both."""
    first, second = first > 30, second > 30
    return (first & second).sum() / (first | second).sum()


def test_a_true_drawing_fills_the_garments_silhouette(pictures, labels, rng):
    drawn = TRUE(pictures, rng, labels)
    large = [enlarged(picture) for picture in pictures]
    plain = [from_photo(one, one > 30) for one in large]
    alike = [shared(one, other) for one, other in zip(drawn, plain, strict=True)]
    assert np.median(alike) > 0.8


def test_a_posed_garment_is_drawn_in_its_proportions(rng):
    tall = np.zeros((28, 28), np.uint8)
    tall[8:20, 11:17] = 200
    level = Homography(0.0, 0.0, 0.0, 0.0)
    pose = Pose(view=level, proportions=Proportions(unchanged=1.0))
    drawn = dataclasses.replace(TRUE, posed=1.0, pose=pose, width=(2, 2))(tall, rng, Label.BAG)
    assert abs(drawn.any(axis=0).sum() - 28 * 6 / 12) <= 2
    assert drawn.any(axis=1).sum() == 28


def test_a_drawing_fills_the_frame_and_is_centred(pictures, labels, rng):
    for picture in Sketch()(pictures, rng, labels):
        rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
        assert max(np.ptp(rows), np.ptp(columns)) >= 26
        assert abs(rows[0] - (27 - rows[-1])) <= 2
        assert abs(columns[0] - (27 - columns[-1])) <= 2


def test_a_solid_drawing_has_more_ink_than_an_outline(pictures, rng):
    garments = [enlarged(picture) for picture in pictures]
    solid = dataclasses.replace(TRUE, solid=1.0)
    inks = [[sketch.ink(garment, rng).mean() for garment in garments] for sketch in (TRUE, solid)]
    more = np.array(inks[1]) > np.array(inks[0])
    assert more.mean() > 0.9


def test_inner_lines_add_ink_to_outlines_and_take_it_from_solid_drawings(pictures):
    def inked(**parameters):
        sketch = dataclasses.replace(TRUE, width=(3, 3), **parameters)
        return np.array([sketch.ink(enlarged(p), np.random.default_rng(0)).sum() for p in pictures])

    assert (inked(inner=1.0) >= inked(inner=0.0)).all()
    assert (inked(inner=1.0) > inked(inner=0.0)).mean() > 0.5
    assert (inked(inner=1.0, solid=1.0) < inked(inner=0.0, solid=1.0)).mean() > 0.5


def test_gaps_take_ink_away(pictures):
    def inked(gaps):
        sketch = dataclasses.replace(TRUE, gaps=gaps, kept=(0.6, 0.6), width=(3, 3))
        return np.array([sketch.ink(enlarged(p), np.random.default_rng(0)).sum() for p in pictures])

    ratio = inked(1.0) / inked(0.0)
    assert 0.5 < np.median(ratio) < 0.85


def test_the_silhouette_has_no_specks_and_no_pinholes(rng):
    garment = np.zeros((84, 84), np.uint8)
    garment[20:60, 20:60] = 200
    garment[40, 40] = 0
    garment[5, 5] = 255
    mask = Silhouette(closing=(3, 3))(garment, rng)
    assert mask.dtype == np.uint8
    assert mask[40, 40] == 1
    assert mask[5, 5] == 0
    assert (mask[22:58, 22:58] == 1).all()
    assert not mask[:18].any()


def test_inner_lines_keep_to_the_inside_at_most_as_many_as_asked_for(pictures, rng):
    for picture in pictures:
        garment = enlarged(picture)
        mask = Silhouette()(garment, rng)
        lines = InnerLines(margin=(5, 5))(garment, mask, rng)
        assert not (lines & ~mask & 1).any()
        assert set(np.unique(lines)) <= {0, 1}


def test_a_plain_garment_has_no_inner_lines(rng):
    plain = np.zeros((84, 84), np.uint8)
    plain[20:60, 20:60] = 200
    assert not InnerLines()(plain, (plain > 0).astype(np.uint8), rng).any()
