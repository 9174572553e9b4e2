"""What holds for every transform that is listed, and for transforms of transforms."""

import dataclasses

import numpy as np
import pytest

from fmnist_app.augment import (
    TRANSFORMS,
    Compose,
    HorizontalFlip,
    RandomApply,
    RandomErasing,
    Rotate,
    Translate,
)

LISTED = [pytest.param(listed.transform, id=name) for name, listed in TRANSFORMS.items()]
every_transform = pytest.mark.parametrize("transform", LISTED)


def apply(transform, pictures, labels=None, seed=0):
    return transform(pictures, np.random.default_rng(seed), labels)


@every_transform
def test_a_batch_keeps_its_shape_and_type_and_is_not_touched(transform, pictures, labels):
    before = pictures.copy()
    changed = apply(transform, pictures, labels)
    assert (changed.shape, changed.dtype) == (pictures.shape, np.uint8)
    assert (pictures == before).all()
    assert not np.shares_memory(changed, pictures)
    assert (changed != pictures).any(axis=(1, 2)).mean() > 0.25


@every_transform
def test_one_picture_is_a_batch_of_one(transform, pictures, labels):
    alone = apply(transform, pictures[7], int(labels[7]))
    assert alone.shape == (28, 28)
    assert (alone == apply(transform, pictures[7:8], labels[7:8])[0]).all()


@every_transform
def test_a_seed_gives_the_same_pictures_and_another_one_others(transform, pictures, labels):
    first, again = (apply(transform, pictures, labels, seed=3) for _ in range(2))
    assert (first == again).all()
    assert (first != apply(transform, pictures, labels, seed=4)).any()


@every_transform
def test_black_stays_black(transform):
    black = np.zeros((3, 28, 28), np.uint8)
    assert not apply(transform, black, np.array([0, 1, 9])).any()


@every_transform
def test_the_ground_of_a_small_garment_stays_mostly_black(transform, small, labels):
    changed = apply(transform, small, labels)
    rim = np.ones((28, 28), bool)
    rim[1:-1, 1:-1] = False
    fitted = changed[:, 14].any(axis=1) & changed[:, :, 14].any(axis=1)
    assert fitted.mean() > 0.5
    assert (changed[:, rim] == 0).mean() > 0.7


@every_transform
def test_no_picture_gives_no_picture(transform):
    assert apply(transform, np.zeros((0, 28, 28), np.uint8)).shape == (0, 28, 28)


@every_transform
def test_labels_are_not_needed(transform, pictures):
    assert apply(transform, pictures).shape == pictures.shape


@every_transform
def test_parameters_cannot_be_changed_and_compare_by_value(transform):
    name = dataclasses.fields(transform)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(transform, name, 0.0)
    assert transform == dataclasses.replace(transform)
    assert hash(transform) == hash(dataclasses.replace(transform))


def test_other_shapes_types_and_numbers_of_labels_are_refused(pictures):
    with pytest.raises(ValueError, match="28x28 uint8"):
        apply(Rotate(), pictures[:, :14])
    with pytest.raises(ValueError, match="28x28 uint8"):
        apply(Rotate(), pictures.astype(np.float32))
    with pytest.raises(ValueError, match="60 pictures have not 3 labels"):
        apply(Rotate(), pictures, np.arange(3))


def test_composed_transforms_follow_one_another_with_one_generator(pictures):
    steps = (HorizontalFlip(), Rotate(), Translate())
    rng = np.random.default_rng(5)
    expected = pictures
    for step in steps:
        expected = step(expected, rng)
    assert (apply(Compose(steps), pictures, seed=5) == expected).all()


def test_nothing_composed_changes_nothing(pictures):
    assert (apply(Compose(), pictures) == pictures).all()


def test_a_transform_is_applied_to_the_share_of_pictures_that_is_asked_for(pictures):
    flip = HorizontalFlip(probability=1.0)
    assert (apply(RandomApply(flip, 0.0), pictures) == pictures).all()
    assert (apply(RandomApply(flip, 1.0), pictures) == pictures[:, :, ::-1]).all()
    many = np.repeat(pictures, 20, axis=0)
    erased = apply(RandomApply(RandomErasing(1.0, (0.5, 0.6)), 0.25), many) != many
    assert 0.2 < erased.any(axis=(1, 2)).mean() < 0.3


def test_labels_reach_the_transforms_within(pictures, labels):
    pose = TRANSFORMS["Pose"].transform
    for wrapped in (Compose((pose,)), Compose((Compose((pose,)),))):
        assert (apply(wrapped, pictures, labels) == apply(pose, pictures, labels)).all()
    labelled, bare = (apply(RandomApply(pose, 1.0), pictures, marks) for marks in (labels, None))
    assert (labelled != bare).any()
