"""Faults of cutting out: each takes away or adds what it is named for."""

import dataclasses
from typing import Any

import cv2
import numpy as np
import pytest

from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.segmentation import SegmentationErrors

NEVER, ALWAYS = (2.0, 2.0), (0.0, 1.0)
NONE = SegmentationErrors(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER)


@pytest.fixture(scope="module")
def masks(pictures):
    return [np.pad(enlarged(picture) > 14, 12) for picture in pictures]


def only(fault):
    certain: dict[str, Any] = {fault: ALWAYS}
    return dataclasses.replace(NONE, **certain)


def test_without_faults_the_mask_stays(masks, rng):
    assert all((NONE(mask, rng) == mask).all() for mask in masks)


def test_the_mask_passed_in_is_not_touched(masks, rng):
    before = [mask.copy() for mask in masks]
    certain: list[Any] = [ALWAYS] * 6
    every = SegmentationErrors(*certain)
    for mask in masks:
        every(mask, rng)
        only("missing")(mask, rng)
    assert all((mask == kept).all() for mask, kept in zip(masks, before, strict=True))


def test_all_of_the_picture_may_be_kept(masks, rng):
    assert all(only("whole_picture")(mask, rng).all() for mask in masks)


@pytest.mark.parametrize("fault", ["fringe", "leftover", "dilated"])
def test_faults_that_add_only_add(fault, masks, rng):
    found = [only(fault)(mask, rng) for mask in masks]
    assert all((one | mask == one).all() for one, mask in zip(found, masks, strict=True))
    assert np.mean([(one & ~mask).any() for one, mask in zip(found, masks, strict=True)]) > 0.9


@pytest.mark.parametrize("fault", ["missing", "eroded"])
def test_faults_that_take_away_only_take_away(fault, masks, rng):
    found = [only(fault)(mask, rng) for mask in masks]
    assert all((one & mask == one).all() for one, mask in zip(found, masks, strict=True))
    assert np.mean([(mask & ~one).any() for one, mask in zip(found, masks, strict=True)]) > 0.8


@pytest.mark.parametrize(("fault", "reach"), [("fringe", 7), ("dilated", 3)])
def test_what_is_added_lies_near_the_garment(fault, reach, masks, rng):
    disc = np.ones((2 * reach + 1,) * 2, np.uint8)
    for mask in masks:
        near = cv2.dilate(mask.astype(np.uint8), disc).astype(bool)
        assert not (only(fault)(mask, rng) & ~near).any()


def test_faults_are_as_frequent_as_their_parts_are_long(rng):
    mask = np.zeros((60, 60), bool)
    mask[15:45, 15:45] = True
    found = [SegmentationErrors()(mask, rng) for _ in range(800)]
    untouched = np.mean([(one == mask).all() for one in found])
    # 0.28 to 0.7 is where nothing happens.
    assert abs(untouched - 0.42) < 0.06
    assert abs(np.mean([one.all() for one in found]) - 0.05) < 0.03
