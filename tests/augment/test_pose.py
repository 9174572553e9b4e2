"""Poses keep the garment whole, and depend on what it is."""

import dataclasses

import numpy as np
import pytest

from fmnist_app.augment import Label, Pose
from fmnist_app.augment.geometry import Homography, enlarged, trimmed
from fmnist_app.augment.pose import Proportions
from fmnist_app.augment.shoes import AnkleRaise, ShoeView

LEVEL = Homography(0.0, 0.0, 0.0, 0.0)
AS_IT_IS = ShoeView((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
STILL = Pose(
    lifted=0.0,
    dress_sleeves=0.0,
    spread=0.0,
    flared=0.0,
    shoe=AS_IT_IS,
    proportions=Proportions(unchanged=1.0),
    view=LEVEL,
    shoe_view=LEVEL,
)


def box(picture):
    return np.array([np.ptp(np.flatnonzero((picture > 14).any(axis=axis))) + 1 for axis in (0, 1)])


def test_no_pose_only_centres_and_fits(pictures, labels, rng):
    for before, after in zip(pictures, STILL(pictures, rng, labels), strict=True):
        assert box(after).max() >= 27
        factor = 28 / box(before).max()
        assert np.abs(box(after) - factor * box(before)).max() <= 2


def test_no_pose_is_the_enlarged_garment_itself(pictures, labels, rng):
    for picture, label in zip(pictures, labels, strict=True):
        large = enlarged(picture)
        assert (STILL.of_enlarged(large, int(label), rng) == trimmed(large)).all()


def test_a_posed_garment_fills_the_frame_and_stays_within(pictures, labels, rng):
    for picture in Pose()(pictures, rng, labels):
        rows, columns = (np.flatnonzero((picture > 14).any(axis=axis)) for axis in (1, 0))
        assert max(np.ptp(rows), np.ptp(columns)) >= 25
        assert abs(rows[0] - (27 - rows[-1])) <= 2
        assert abs(columns[0] - (27 - columns[-1])) <= 2


@pytest.mark.parametrize(
    ("label", "parameters"),
    [
        (Label.PULLOVER, {"lifted": 1.0}),
        (Label.TROUSER, {"spread": 1.0}),
        (Label.DRESS, {"flared": 1.0}),
        (Label.SNEAKER, {"shoe": ShoeView((0.0, 0.0, 1.0))}),
        (Label.ANKLE_BOOT, {"raised": 1.0, "ankle": AnkleRaise()}),
    ],
)
def test_each_part_moves_its_own_garments_and_no_bags(label, parameters, garments, rng):
    pose = dataclasses.replace(STILL, **parameters)
    still = [STILL(picture, rng, label) for picture in garments[label]]
    moved = [pose(picture, rng, label) for picture in garments[label]]
    assert all((one != other).mean() > 0.02 for one, other in zip(moved, still, strict=True))
    for picture in garments[Label.BAG]:
        assert (pose(picture, rng, Label.BAG) == STILL(picture, rng, Label.BAG)).all()


def test_dresses_alone_are_taken_for_tops_at_times(garments, rng):
    pose = dataclasses.replace(STILL, lifted=1.0, dress_sleeves=1.0)
    for label, may_change in ((Label.DRESS, True), (Label.TROUSER, False), (Label.BAG, False)):
        changed = [
            (pose(picture, rng, label) != STILL(picture, rng, label)).any()
            for picture in garments[label]
        ]
        assert any(changed) == may_change


def test_proportions_are_the_labels_own(rng):
    picture = np.full((80, 100), 200, np.uint8)
    changed = Proportions(unchanged=0.0)
    for label, (least, most) in (*changed.widths.items(), (Label.COAT, changed.other)):
        widths = [changed(picture, label, rng).shape[1] / 100 for _ in range(200)]
        assert least - 0.01 <= min(widths) < least + 0.1
        assert most - 0.1 < max(widths) <= most + 0.01
        assert changed(picture, label, rng).shape[0] == 80
    assert Proportions(unchanged=1.0)(picture, Label.DRESS, rng) is picture
