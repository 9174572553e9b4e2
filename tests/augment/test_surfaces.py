"""Surfaces fill the picture, each with its structure."""

import dataclasses

import numpy as np
import pytest

from fmnist_app.augment.surfaces import Surface

FLAT = Surface(
    tone=(120.0, 120.0),
    cloud_depth=0.0,
    stripe_depth=(0.0, 0.0),
    joint_depth=(0.0, 0.0),
    gradient=0.0,
    grain=(0.0, 0.0),
    patch_depth=0.0,
)


def made(surface, count=60):
    rng = np.random.default_rng(3)
    return [surface((50, 70), rng) for _ in range(count)]


def test_a_surface_is_grey_and_never_the_same(rng):
    found = made(Surface())
    assert {(one.shape, one.dtype.name) for one in found} == {((50, 70), "uint8")}
    assert all(one.std() > 1 for one in found)
    assert len({one.tobytes() for one in found}) == len(found)


def test_without_any_depth_it_is_one_tone():
    assert all((one == 120).all() for one in made(FLAT))


@pytest.mark.parametrize(
    "structure",
    [
        {"stripe_depth": (60.0, 60.0)},
        {"joint_depth": (60.0, 60.0)},
        {"gradient": 2.0},
        {"grain": (40.0, 40.0)},
        {"patch_depth": 70.0},
    ],
)
def test_each_structure_comes_on_a_fifth_of_the_surfaces(structure):
    found = made(dataclasses.replace(FLAT, **structure), 200)
    assert 0.12 < np.mean([one.std() > 1 for one in found]) < 0.28


def test_clouds_lie_on_all():
    assert all(one.std() > 1 for one in made(dataclasses.replace(FLAT, cloud_depth=15.0)))


def test_a_gradient_rises_evenly():
    sloped = [one for one in made(dataclasses.replace(FLAT, gradient=0.7)) if one.std() > 1]
    for one in sloped:
        field = one[:, 1:-1].astype(float)
        inside = (field > 1) & (field < 254)
        bend = np.abs(np.diff(field, n=2, axis=1))[inside[:, 1:-1]]
        assert bend.max(initial=0) <= 2


def test_stripes_run_any_way_at_their_pitch():
    surface = dataclasses.replace(FLAT, stripe_depth=(60.0, 60.0), stripe_pitch=(10.0, 10.0))
    rng, directions = np.random.default_rng(3), []
    for _ in range(60):
        field = surface((100, 100), rng).astype(float)
        if field.std() < 1:
            continue
        power = np.abs(np.fft.fft2(field - field.mean()))
        peak = np.unravel_index(power.argmax(), power.shape)
        down, across = (np.fft.fftfreq(100)[place] for place in peak)
        assert 0.08 < np.hypot(down, across) < 0.12
        directions.append(np.degrees(np.arctan2(down, across)) % 180)
    assert np.ptp(directions) > 100


def test_bricks_have_joints_across_and_between():
    surface = dataclasses.replace(FLAT, joint_depth=(60.0, 60.0), brick_height=(10, 10))
    walls = [field < 90 for field in made(surface) if field.std() > 1]
    for joints in walls:
        courses = joints.all(axis=1)
        assert courses.sum() == 2 * 5
        between = joints[~courses]
        np.testing.assert_allclose(between.mean(), 2 / 20, atol=0.03)
        assert not (between[0] == between[10]).all()
