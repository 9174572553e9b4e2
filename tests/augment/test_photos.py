"""Photos show the garment, in other light and not always well cut out."""

import dataclasses

import numpy as np

from fmnist_app.augment import Label, Photo, Pose, Relight
from fmnist_app.augment.geometry import enlarged
from fmnist_app.augment.limbs import LegSpread
from fmnist_app.augment.photos import Background
from fmnist_app.augment.preprocessing import from_photo
from fmnist_app.augment.segmentation import SegmentationErrors

NEVER = (2.0, 2.0)
TRUE = Photo(
    posed=0.0,
    flipped=0.0,
    errors=SegmentationErrors(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER),
    noise=(0.0, 0.0),
    blurred=0.0,
)
SAME_LIGHT = Relight(0.0, 0.0, (1.0, 1.0), 0.0, (0, 0), pattern=0.0, printed=0.0)


def test_a_perfect_photo_in_the_same_light_is_the_garment_as_the_app_reads_it(pictures, rng):
    photo = dataclasses.replace(TRUE, light=SAME_LIGHT)
    for picture in pictures:
        garment = enlarged(picture)
        expected = from_photo(garment, garment > 14)
        found = photo.of_garment(garment, rng)
        assert ((found > 30) == (expected > 30)).mean() > 0.95


def test_a_flipped_photo_is_the_mirror_image(pictures, rng):
    photo = dataclasses.replace(
        TRUE, light=SAME_LIGHT, background=Background((0.0, 0.0), (0.0, 0.0))
    )
    flipped = dataclasses.replace(photo, flipped=1.0)
    apart = []
    for picture in pictures:
        garment = enlarged(picture)
        straight, mirrored = photo.of_garment(garment, rng), flipped.of_garment(garment, rng)
        apart.append(
            [np.abs(straight.astype(int) - other).mean() for other in (mirrored[:, ::-1], mirrored)]
        )
    reversed_apart, direct_apart = np.mean(apart, axis=0)
    assert reversed_apart < 0.4 * direct_apart


def test_a_photo_fills_the_frame_and_is_centred(pictures, labels, rng):
    for picture in Photo()(pictures, rng, labels):
        rows, columns = (np.flatnonzero(picture.any(axis=axis)) for axis in (1, 0))
        assert max(np.ptp(rows), np.ptp(columns)) >= 26
        assert abs(rows[0] - (27 - rows[-1])) <= 2
        assert abs(columns[0] - (27 - columns[-1])) <= 2


def test_cut_out_well_the_ground_is_black_and_cut_out_badly_it_is_not(pictures):
    whole = dataclasses.replace(TRUE, errors=SegmentationErrors(whole_picture=(0.0, 1.0)))
    garments = [enlarged(picture) for picture in pictures]
    good, bad = (
        [(photo.of_garment(one, np.random.default_rng(0)) == 0).mean() for one in garments]
        for photo in (TRUE, whole)
    )
    assert np.mean(good) > 0.3
    assert np.mean(bad) < 0.02


def test_garments_get_a_new_pose_as_often_as_asked_for(garments, rng):
    spread = Pose(spread=1.0, legs=LegSpread(angle=(20.0, 20.0)))
    photo = dataclasses.replace(TRUE, pose=spread, light=SAME_LIGHT)

    def width(posed):
        taken = dataclasses.replace(photo, posed=posed)
        found = [taken(picture, rng, Label.TROUSER) for picture in garments[Label.TROUSER]]
        return np.mean([(picture > 30).any(axis=0).sum() for picture in found])

    assert width(1.0) > width(0.0) + 4


def test_noise_and_blur_show(pictures):
    def roughness(**parameters):
        photo = dataclasses.replace(TRUE, light=SAME_LIGHT, margin=(4, 4), **parameters)
        found = [photo.of_garment(enlarged(p), np.random.default_rng(0)) for p in pictures]
        return np.abs(np.diff(np.stack(found)[:, 8:20, 8:20].astype(float), axis=2)).mean()

    plain = roughness()
    assert roughness(noise=(60.0, 60.0)) > 1.1 * plain
    assert roughness(blurred=1.0, blur=(4.0, 4.0)) < 0.9 * plain


def test_a_ground_has_one_tone_unless_it_is_clouded_or_patterned(rng):
    flat = Background(tone=(80.0, 80.0), cloud_depth=(0.0, 0.0), patterned=0.0)
    ground = flat((40, 50), rng)
    assert (ground.shape, ground.dtype) == ((40, 50), np.float32)
    assert (ground == 80.0).all()
    clouded = dataclasses.replace(flat, cloud_depth=(40.0, 40.0))((40, 50), rng)
    patterned = dataclasses.replace(flat, patterned=1.0)((40, 50), rng)
    assert 10 < clouded.std() < 70
    assert 2 < patterned.std() < 45
