"""A person on a photo is found, and what they wear is read without the head."""

import hashlib

import numpy as np
import pytest

from fmnist_app.catalog import load, shipped
from fmnist_app.data import CLASS_NAMES
from fmnist_app.images import Overrides, preprocess
from fmnist_app.images.background import garment_masks
from fmnist_app.images.person import clothes_mask, find_person, part_of
from fmnist_app.images.person.detector import BODY, FACE
from fmnist_app.images.person.segmenter import FILE
from fmnist_app.images.samples import catalogue_photo
from fmnist_app.inference.classifier import NOT_WORN
from tests.images.person import CLOTH, HIPS, SHOULDERS, TROUSERS, person

CHIN = 67  # its row


@pytest.mark.parametrize("file", [BODY.file, FACE.file, FILE], ids=lambda file: file.stem)
def test_a_network_is_the_file_that_its_notice_names(file):
    notice = file.with_name("NOTICE").read_text(encoding="utf-8")
    told = notice[notice.index(f"{file.name} is") :]
    assert told.split("SHA-256: ")[1].startswith(hashlib.sha256(file.read_bytes()).hexdigest())
    assert "Apache License" in file.with_name("LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("rows", [320, 230])  # to the feet, and to the knees
def test_a_persons_shoulders_hips_and_face_are_found(rows):
    found = find_person(person()[:rows])
    assert found
    assert found.shoulders == pytest.approx((120, SHOULDERS), abs=6)
    assert found.hips == pytest.approx((120, HIPS), abs=6)
    assert found.face
    assert found.face.middle == pytest.approx((120, 47), abs=6)
    assert found.face.chin == pytest.approx(CHIN, abs=6)


def test_who_turns_away_has_no_face_and_loses_what_is_above_the_shoulders():
    photo = person()
    photo[22:70, 98:142] = (60, 40, 30)  # hair
    found = find_person(photo)
    assert found
    assert found.face is None
    assert not clothes_mask(photo, found)[: SHOULDERS - 30].any()


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
    assert (upper.worn, lower.worn) == ("upper", "lower")
    assert upper.mask is not None
    assert lower.mask is not None
    assert upper.mask[SHOULDERS:HIPS].any()
    assert not upper.mask[HIPS + 40 :].any()
    assert lower.mask[HIPS + 40 :].any()
    assert not lower.mask[: HIPS - 40].any()
    assert not (upper.mask & lower.mask).any()


def test_of_two_garments_the_upper_one_is_read_and_of_one_the_whole():
    two = preprocess(person())
    assert two.worn == "upper"
    assert two.mask is not None
    assert not two.mask[HIPS + 20 :].any()
    one = person().astype(float)
    one[np.linalg.norm(one - TROUSERS, axis=2) < 45] = CLOTH  # an overall
    assert preprocess(one.astype(np.uint8)).worn == "whole"


def test_skin_is_not_read_unless_clothes_have_its_colours():
    photo = person()
    found = find_person(photo)
    assert found
    mask = clothes_mask(photo, found)
    hands = [mask[190:200, across - 4 : across + 4] for across in (78, 162)]
    assert np.mean(hands) < 0.3
    beige = photo.copy()
    cloth = np.linalg.norm(photo.astype(float) - CLOTH, axis=2) < 60
    beige[cloth] = (224, 178, 150)
    found = find_person(beige)
    assert found
    upper, _ = part_of(beige, clothes_mask(beige, found), found, "upper")
    assert upper[cloth].mean() > 0.7


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
