"""Random fields: as smooth, as large and as directed as they are said to be."""

import numpy as np
import pytest

from fmnist_app.augment.noise import Folds, Pattern, patches, smooth_noise

SHAPE = (60, 80)


def roughness(field, axis=None):
    steps = [
        np.abs(np.diff(field, axis=way)).mean() for way in ((0, 1) if axis is None else (axis,))
    ]
    return float(np.mean(steps) / field.std())


def test_noise_has_about_unit_spread_and_fewer_cells_are_smoother(rng):
    fields = {cells: smooth_noise(SHAPE, cells, rng) for cells in (4, 12, 40)}
    for field in fields.values():
        assert (field.shape, field.dtype) == (SHAPE, np.float32)
        assert 0.4 < field.std() < 1.4
    assert roughness(fields[4]) < roughness(fields[12]) < roughness(fields[40])


@pytest.mark.parametrize("share", [0.05, 0.45, 0.9])
def test_patches_cover_their_share_in_few_pieces(share, rng):
    mask = patches(SHAPE, share, rng)
    assert (mask.shape, mask.dtype) == (SHAPE, bool)
    assert abs(mask.mean() - share) < 0.01
    borders = (mask[:, 1:] != mask[:, :-1]).mean()
    assert borders < 0.1


@pytest.mark.parametrize(("upright", "rough"), [(1.0, 1), (0.0, 0)])
def test_folds_run_one_way(upright, rough, rng):
    folds = Folds(along=(2, 2), across=(13, 13), upright=upright, tilt=(0.0, 0.0))
    for _ in range(10):
        field = folds(SHAPE, rng)
        assert field.shape == SHAPE
        assert roughness(field, rough) > 2 * roughness(field, 1 - rough)


def test_a_pattern_lies_between_minus_one_and_one_and_is_of_four_kinds(rng):
    found = set()
    for _ in range(60):
        field = Pattern()(SHAPE, rng)
        assert field.shape == SHAPE
        assert -1.0 <= field.min() < 0.0 < field.max() <= 1.0
        across = bool((field == field[:, :1]).all())
        down = bool((field == field[:1]).all())
        found.add((across, down, len(np.unique(field)) <= 3))
    assert found == {
        (True, False, True),
        (False, True, True),
        (False, False, False),
        (False, False, True),
    }


def test_stripes_repeat_at_their_pitch(rng):
    stripes = Pattern(pitch=(10.0, 10.0))
    fields = [stripes(SHAPE, rng) for _ in range(60)]
    across = next(field for field in fields if (field == field[:, :1]).all())
    down = next(field.T for field in fields if (field == field[:1]).all())
    for field in (across, down):
        assert (field[10:] == field[:-10]).mean() > 0.95
        assert (field[5:] == field[:-5]).mean() < 0.15


def test_checks_are_waves_both_ways(rng):
    fields = [Pattern(pitch=(10.0, 10.0))(SHAPE, rng) for _ in range(60)]
    checks = [field for field in fields if len(np.unique(field)) > 3]
    assert checks
    for field in checks:
        assert np.linalg.matrix_rank(field, tol=1e-3) == 1
        np.testing.assert_allclose(field[10:], field[:-10], atol=0.1)
        np.testing.assert_allclose(field[:, 10:], field[:, :-10], atol=0.1)
