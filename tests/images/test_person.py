"""A person on a photo is found, and what they wear is read without the head."""

import hashlib

import numpy as np
import pytest

from fmnist_app.catalog import load, shipped
from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import Overrides, preprocess
from fmnist_app.images.background import garment_masks
from fmnist_app.images.person import find_person
from fmnist_app.images.person.detector import FILE
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.inference.classifier import NOT_WORN
from tests.images.person import HIPS, SHOULDERS, person


def test_the_detector_is_the_file_that_its_notice_names():
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert digest in FILE.with_name("NOTICE").read_text(encoding="utf-8")
    assert "Apache License" in FILE.with_name("LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("rows", [320, 230])  # to the feet, and to the knees
def test_a_persons_shoulders_and_hips_are_found(rows):
    found = find_person(person()[:rows])
    assert found
    assert found.shoulders == pytest.approx((120, SHOULDERS), abs=6)
    assert found.hips == pytest.approx((120, HIPS), abs=6)


def test_a_person_is_found_again_at_another_size_and_place():
    photo = person()
    wide = np.full((320, 480, 3), photo[0, 0], np.uint8)
    wide[:, 200:440] = photo
    small, moved = find_person(photo[::2, ::2]), find_person(wide)
    assert small
    assert moved
    assert small.shoulders == pytest.approx((60, SHOULDERS / 2), abs=5)
    assert moved.shoulders == pytest.approx((320, SHOULDERS), abs=8)


def test_clothes_that_nobody_wears_are_no_person(dataset):
    for place in range(20):
        assert not preprocess(catalogue_photo(dataset.test_images[place], place).getvalue()).worn


def test_what_someone_wears_is_read_without_the_head():
    sight = preprocess(person())
    assert sight.kind == "photo"
    assert sight.worn
    assert sight.mask is not None
    assert not sight.mask[: SHOULDERS - 30].any()
    assert sight.mask[SHOULDERS:HIPS].any()
    assert any("someone wears" in step.note for step in sight.steps)


def test_the_upper_or_the_lower_garment_may_be_meant():
    upper, lower = (preprocess(person(), Overrides(worn=part)) for part in ("upper", "lower"))
    assert upper.mask is not None
    assert lower.mask is not None
    assert upper.mask[SHOULDERS:HIPS].any()
    assert not upper.mask[HIPS + 40 :].any()
    assert lower.mask[HIPS + 40 :].any()
    assert not lower.mask[: HIPS - 40].any()


@pytest.mark.parametrize("wish", [Overrides(worn="nobody"), Overrides(keep_background=True)])
def test_a_person_may_be_denied(wish):
    sight = preprocess(person(), wish)
    assert not sight.worn
    assert not any("someone wears" in step.note for step in sight.steps)
    everything = garment_masks(person())[0]  # of what lies above the shoulders too
    assert sight.mask is None or np.array_equal(sight.mask, everything)


@pytest.mark.parametrize("name", ["wide-photos", "wide", "basic"])
def test_what_someone_wears_is_clothing_and_neither_shoe_nor_bag(name):
    answer = load(shipped(name)).answer(preprocess(person()))
    assert answer.looks_like_clothing
    assert answer.probabilities.sum() == pytest.approx(1.0, abs=1e-5)
    assert answer.probabilities[list(NOT_WORN)].max() < 1e-6
    assert CLASS_NAMES[answer.label] in (*CLASS_NAMES[:5], "Shirt")
