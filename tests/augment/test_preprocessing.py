"""Pictures end as the app's own reading of a drawing or a photo."""

import numpy as np

from fmnist_app.augment.drawings import Sketch
from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.preprocessing import LEAST_FOREGROUND, from_drawing, from_photo
from fmnist_app.images import Overrides, preprocess
from fmnist_app.images.drawing import compact


def test_a_drawing_is_read_as_the_app_reads_it_on_paper(pictures, rng):
    for picture in pictures[::4]:
        ink = Sketch().ink(enlarged(picture), rng)
        paper = np.where(ink, np.uint8(0), np.uint8(255))
        seen = preprocess(np.stack([paper] * 3, axis=2), Overrides(kind="drawing"))
        assert (from_drawing(compact(ink)) == seen.pixels).all()


def test_an_outline_is_filled():
    ink = np.zeros((60, 40), bool)
    ink[5:55, 5:35] = True
    ink[8:52, 8:32] = False
    read = from_drawing(ink)
    assert read[14, 14] > 100
    assert read[14, 0] == 0


def test_a_photo_keeps_what_the_mask_holds_as_large_as_the_frame_allows(pictures):
    for picture in pictures:
        large = enlarged(picture)
        mask = large > 20
        read = from_photo(large, mask)
        assert max(read.any(axis=0).sum(), read.any(axis=1).sum()) == 28
        before, after = (
            np.array([one.any(axis=1).sum(), one.any(axis=0).sum()]) for one in (mask, read)
        )
        assert np.abs(after - before * 28 / before.max()).max() < 2


def test_a_photo_is_black_outside_the_mask():
    grey = np.full((56, 56), 120, np.uint8)
    mask = np.zeros((56, 56), bool)
    mask[:, 14:42] = True
    read = from_photo(grey, mask)
    assert not read[:, :7].any()
    assert (read[:, 7:21] > 0).all()


def test_a_mask_of_next_to_nothing_keeps_the_whole_photo():
    grey = np.tile(np.arange(56, dtype=np.uint8) * 4, (56, 1))
    mask = np.zeros((56, 56), bool)
    mask.flat[: LEAST_FOREGROUND - 1] = True
    assert (from_photo(grey, mask) == from_photo(grey, np.ones_like(mask))).all()
    mask.flat[: LEAST_FOREGROUND + 1] = True
    assert (from_photo(grey, mask) != from_photo(grey, np.ones_like(mask))).any()
