"""Torsos: their measures, and the parts that are put on them."""

import numpy as np
import pytest

from fmnist_app.augment.synthetic.torso import Torso, TorsoMeasures, sleeve


@pytest.fixture
def torso(rng):
    return Torso(rng, height=1.2)


def test_measures_lie_within_their_ranges(rng):
    for _ in range(100):
        torso, usual = Torso(rng, 1.0), TorsoMeasures()
        assert usual.shoulder[0] <= torso.shoulder <= usual.shoulder[1]
        assert usual.neck[0] <= torso.neck / torso.shoulder <= usual.neck[1]
        assert usual.hem[0] <= torso.hem / torso.side <= usual.hem[1]


def test_other_measures_are_kept_to(rng):
    wide = TorsoMeasures(shoulder=(0.8, 0.8), hem=(2.0, 2.0), side=(1.0, 1.0))
    torso = Torso(rng, 1.0, measures=wide)
    assert torso.shoulder == 0.8
    assert torso.hem == 1.6


def test_the_outline_is_as_high_as_asked_for_and_alike_on_both_sides(torso):
    outline = torso.outline()
    assert outline[:, 1].max() == pytest.approx(1.2, abs=0.1)
    assert outline[:, 0].max() == pytest.approx(-outline[:, 0].min())
    assert outline[:, 0].max() == pytest.approx(max(torso.shoulder, torso.side, torso.hem))


@pytest.mark.parametrize(("dipped", "way"), [(1.0, 1), (0.0, -1)])
def test_the_neckline_is_cut_into_the_front_or_rises_behind(dipped, way, rng):
    depths = [Torso(rng, 1.0, dipped).depth for _ in range(30)]
    assert all(way * depth >= 0 for depth in depths)


@pytest.mark.parametrize("length", [0.3, 1.0])
def test_sleeves_are_as_long_as_asked_for_and_hang_by_their_angle(length):
    shoulder, armpit = (0.4, 0.1), (0.4, 0.4)
    hanging, lifted = (sleeve(shoulder, armpit, length, angle, 0.0) for angle in (0.0, 90.0))
    assert hanging.shape == (6, 2)
    np.testing.assert_allclose(hanging[2] - hanging[0], (0, length), atol=1e-9)
    np.testing.assert_allclose(lifted[2] - lifted[0], (length, 0), atol=1e-9)


def test_an_elbow_bends_the_lower_half():
    straight, bent = (sleeve((0, 0), (0, 0.3), 1.0, 20.0, elbow) for elbow in (0.0, 40.0))
    np.testing.assert_allclose(straight[1], bent[1])
    assert np.linalg.norm(straight[2] - bent[2]) > 0.2
    assert np.linalg.norm(bent[2] - bent[1]) == pytest.approx(0.5)


def test_a_top_with_sleeves_has_three_parts_and_cuffs_when_it_shall(rng):
    for cuffs, count in ((0.0, 0), (1.0, 2)):
        figure = Torso(rng, 1.0).with_sleeves(0.8, 30.0, cuffs)
        assert len(figure.parts) == 3
        assert len(figure.seams) == count
        for lines in (figure.parts[1:], figure.seams):
            sides = sorted(np.sign(line[:, 0].mean()) for line in lines)
            assert sides == [-1, 1][: len(lines)]


def test_a_vest_is_narrower_at_the_shoulders(torso):
    before = torso.shoulder
    assert len(torso.sleeveless().parts) == 1
    assert torso.shoulder < before or torso.shoulder <= torso.neck + 0.2


@pytest.mark.parametrize(("edges", "count"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_a_front_opens_in_as_many_edges_as_its_kind_has(edges, count, torso):
    lines = torso.opening(edges)
    assert len(lines) == count
    assert all(line[-1, 1] == torso.height for line in lines)


def test_a_parting_front_is_wider_at_the_hem_than_a_closed_one(rng):
    def width(edges):
        lines = [Torso(rng, 1.0).opening(edges) for _ in range(30)]
        return np.mean([right[-1, 0] - left[-1, 0] for left, right in lines])

    assert width(3) > 2 * width(2)


def test_details_lie_on_the_torso(torso):
    details = [
        torso.neckband(),
        torso.across(0.5),
        *torso.lapels(0.4),
        *torso.collar(),
        *torso.pockets(),
        *torso.buttons(),
    ]
    for detail in details:
        assert np.abs(detail[:, 0]).max() <= 1.5 * torso.shoulder
        assert -0.1 <= detail[:, 1].min() <= detail[:, 1].max() <= torso.height


def test_a_hood_stands_above_the_neck(torso):
    assert torso.hood()[:, 1].min() < -0.1
