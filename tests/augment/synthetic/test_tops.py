"""The four tops: what tells each from the others."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from fmnist_app.augment.synthetic.tops import Coat, Pullover, Shirt, TShirt

BARE: dict[type, Any] = {
    TShirt: TShirt(cuffs=0.0, sleeveless=0.0, neckband=0.0, printed=0.0),
    Pullover: Pullover(
        cuffs=0.0, neckband=0.0, hem=0.0, hood=0.0, high_neck=0.0, printed=0.0, pocket=0.0
    ),
    Coat: Coat(cuffs=0.0, openings=(0,), lapels=0.0, buttons=0.0, pockets=0.0, hood=0.0, belt=0.0),
    Shirt: Shirt(folded=0.0, cuffs=0.0, openings=(0,), buttons=0.0, pocket=0.0),
}


def made(maker, rng, count=60):
    return [maker(rng) for _ in range(count)]


def sleeve_length(figure):
    return np.linalg.norm(figure.parts[1][2] - figure.parts[1][0])


def test_long_sleeves_are_longer_than_short_ones(rng):
    short, long = (
        [sleeve_length(figure) for figure in made(BARE[kind], rng)] for kind in (TShirt, Pullover)
    )
    assert max(short) < 0.5
    assert np.median(long) > 0.6


def test_a_coat_may_be_longer_than_a_pullover(rng):
    heights = {
        kind: max(figure.parts[0][:, 1].max() for figure in made(BARE[kind], rng))
        for kind in (Pullover, Coat)
    }
    assert heights[Coat] > heights[Pullover] + 0.2


def test_without_details_there_are_none_but_a_shirt_has_its_collar(rng):
    for kind, bare in BARE.items():
        counts = {len(figure.seams) for figure in made(bare, rng)}
        assert counts == ({2} if kind is Shirt else {0})


@pytest.mark.parametrize(
    ("kind", "detail", "parts", "seams"),
    [
        (TShirt, {"neckband": 1.0}, 3, 1),
        (TShirt, {"cuffs": 1.0}, 3, 2),
        (TShirt, {"sleeveless": 1.0}, 1, 0),
        (Pullover, {"hem": 1.0}, 3, 1),
        (Pullover, {"hood": 1.0}, 4, 1),
        (Pullover, {"high_neck": 1.0}, 4, 0),
        (Pullover, {"pocket": 1.0}, 3, 1),
        (Coat, {"belt": 1.0}, 3, 2),
        (Coat, {"lapels": 1.0}, 3, 2),
        (Coat, {"pockets": 1.0}, 3, 2),
        (Coat, {"hood": 1.0}, 4, 0),
        (Shirt, {"pocket": 1.0}, 3, 3),
        (Shirt, {"folded": 1.0}, 1, 2),
    ],
)
def test_a_detail_that_is_certain_always_comes(kind, detail, parts, seams, rng):
    for figure in made(dataclasses.replace(BARE[kind], **detail), rng, 20):
        assert (len(figure.parts), len(figure.seams)) == (parts, seams)


def test_a_coat_opens_from_neck_to_hem(rng):
    for figure in made(Coat(cuffs=0.0, openings=(1,)), rng):
        hem = figure.parts[0][:, 1].max()
        low = max(seam[:, 1].max() for seam in figure.seams)
        assert low > 0.85 * hem


def test_buttons_run_down_the_front_of_a_shirt(rng):
    plain, buttoned = (
        np.mean([len(figure.seams) for figure in made(Shirt(buttons=share), rng)])
        for share in (0.0, 1.0)
    )
    assert 2 <= buttoned - plain <= 6


def test_prints_are_stripes_boxes_rings_or_strokes_each_as_often(rng):
    maker = dataclasses.replace(BARE[TShirt], printed=1.0)
    kinds = []
    for figure in made(maker, rng, 400):
        first = figure.seams[0]
        if len(figure.seams) > 1:
            assert all(len(stripe) == 2 for stripe in figure.seams)
            kinds.append("stripes")
        elif len(first) == 12:
            kinds.append("ring")
        else:
            kinds.append("box" if len(np.unique(first[:, 0])) == 2 else "stroke")
    for kind in ("stripes", "ring", "box", "stroke"):
        assert 0.17 < kinds.count(kind) / 400 < 0.33
