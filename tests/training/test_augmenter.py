"""What trains is what the pages show: drawn by seed, epoch and picture, and altered alike."""

import json
import subprocess
import sys
from typing import Any

import cv2
import numpy as np
import pytest
import tensorflow as tf

from fmnist_app.training import TrainingSettings
from fmnist_app.training.augmentation import Strengths
from fmnist_app.training.augmenter import Augmenter
from fmnist_app.training.code import altered, as_code, as_json
from fmnist_app.training.draws import CORNERS, drawn, to_corners, transforms
from fmnist_app.training.inputs import TrainingInputs
from fmnist_app.training.pictures import Pictures

NAMES = ("stretch", "perspective", "flip", "mirror", "turn", "shift", "erase")
FULL: dict[str, Any] = dict.fromkeys(NAMES, 1.0)
STRONG = TrainingSettings(**FULL).strengths
SOME = np.arange(64, dtype=np.int32)


def strengths(**chosen):
    return TrainingSettings(**chosen).strengths


def in_training(images, chosen, seed, epoch, indices):
    augmenter = Augmenter(chosen, indices, seed)
    augmenter.on_epoch_begin(epoch)
    return augmenter.altered(tf.constant(images), tf.constant(indices)).numpy()


def test_a_thousand_settings_show_what_trains(dataset):
    chance = np.random.default_rng(0)
    worst = 0.0
    for seed in range(1000):
        values = chance.random(7) * (chance.random(7) < 0.7)
        chosen = strengths(**dict(zip(NAMES, values.tolist(), strict=True)))
        indices = chance.choice(500, 2, replace=False).astype(np.int32)
        images, epoch = dataset.train_images[indices], int(chance.integers(50))
        trains = in_training(images, chosen, seed, epoch, indices)
        shown = altered(images, chosen, seed, epoch, indices)
        worst = max(worst, float(np.abs(trains - shown).max()))
    assert worst <= 2 / 255


def test_pictures_left_alone_stay_as_they_are(dataset):
    images = dataset.train_images[SOME]
    assert strengths().none
    assert (altered(images, Strengths(), 1, 2, SOME) == images / np.float32(255)).all()
    assert (in_training(images, Strengths(), 1, 2, SOME) == images / np.float32(255)).all()


@pytest.mark.parametrize(("name", "axis"), [("flip", 1), ("mirror", 2)])
def test_flipping_twice_gives_back_every_bit(dataset, name, axis):
    chosen: dict[str, Any] = {name: 1.0}
    images, always = dataset.train_images[SOME], Strengths(**chosen)
    once = altered(images, always, 1, 2, SOME)
    assert (once == np.flip(images, axis) / np.float32(255)).all()
    twice = in_training(np.round(once * 255).astype(np.uint8), always, 1, 2, SOME)
    assert (twice == images / np.float32(255)).all()


def test_half_of_the_pictures_are_mirrored_at_most():
    matrices, _ = transforms(3, 1, np.arange(20_000), **vars(strengths(mirror=1.0)))
    assert (matrices[:, 0, 0] < 0).mean() == pytest.approx(0.5, abs=0.015)
    assert (matrices[:, 1, 1] == 1).all()


def test_every_corner_of_a_perspective_moves_and_none_more_one_way_than_another():
    count = 20_000
    matrices, _ = transforms(3, 1, np.arange(count), **vars(strengths(perspective=1.0)))
    corners = np.concatenate([CORNERS, np.ones((4, 1))], axis=1)
    found = np.linalg.inv(matrices) @ corners.T
    moved = np.moveaxis(found[:, :2] / found[:, 2:], 2, 1) - CORNERS
    assert np.abs(moved).max() <= 6 + 1e-6
    spread = 6 / np.sqrt(3)  # of what is uniform between -6 and 6
    assert moved.std(axis=0) == pytest.approx(np.full((4, 2), spread), rel=0.02)
    assert np.abs(moved.mean(axis=0)).max() < 4 * spread / np.sqrt(count)


def test_a_perspective_is_that_of_opencv():
    chance = np.random.default_rng(5)
    moved = CORNERS + chance.uniform(-6, 6, (20, 4, 2))
    for mine, corners in zip(to_corners(moved), moved, strict=True):
        expected = cv2.getPerspectiveTransform(
            CORNERS.astype(np.float32), corners.astype(np.float32)
        )
        np.testing.assert_allclose(mine / mine[2, 2], expected, atol=1e-5)


def test_a_shift_is_by_whole_pixels_and_keeps_every_tone(dataset):
    images = dataset.train_images[SOME]
    shifted = altered(images, strengths(shift=0.25), 4, 0, SOME) * 255
    assert np.abs(shifted - np.round(shifted)).max() < 1e-4
    matrices, _ = transforms(4, 0, np.arange(5_000), **vars(strengths(shift=0.25)))
    assert set(np.unique(matrices[:, :2, 2])) == {-2, -1, 0, 1, 2}


def test_what_is_erased_is_a_rectangle_within_the_picture():
    _, rectangles = transforms(4, 0, np.arange(5_000), **vars(strengths(erase=1.0)))
    assert rectangles.min() >= 0
    assert rectangles.max() <= 28
    sides = rectangles[:, 2:] - rectangles[:, :2]
    assert (sides.min(), sides.max()) == (0, 16)
    white = np.full((64, 28, 28), 255, np.uint8)
    black = (altered(white, strengths(erase=1.0), 4, 0, SOME) == 0).sum(axis=(1, 2))
    assert (black == sides[:64].prod(axis=1)).all()


def test_the_same_seed_epoch_and_picture_draw_the_same_and_others_do_not():
    numbers = drawn(7, 3, SOME)
    assert (numbers[:, 10:20] == drawn(7, 3, SOME[10:20])).all()
    assert len(np.unique(numbers)) > 0.99 * numbers.size
    for other in (drawn(8, 3, SOME), drawn(7, 4, SOME), drawn(7, 3, SOME + 64)):
        assert (numbers == other).mean() < 0.01


def test_what_is_drawn_is_spread_evenly():
    shares = drawn(0, 0, np.arange(20_000)) / 2**24
    assert shares.mean(axis=1) == pytest.approx(np.full(19, 0.5), abs=0.01)
    assert np.abs(np.corrcoef(shares) - np.eye(19)).max() < 0.04


def test_a_batch_is_altered_and_its_labels_smoothed_by_the_settings(dataset):
    pictures = Pictures.of(dataset.train_images[:64], dataset.train_labels[:64])
    settings = TrainingSettings(mirror=1.0, turn=0.5, label_smoothing=0.1, seed=9)
    inputs = TrainingInputs(pictures, SOME, settings)
    for callback in inputs.callbacks:
        callback.on_epoch_begin(2)
    made, labels = inputs.batch(tf.constant(SOME[5:9]))
    shown = altered(dataset.train_images[5:9], settings.strengths, 9, 2, SOME[5:9])
    np.testing.assert_allclose(made[..., 0], shown, atol=2 / 255)
    assert (labels.numpy() == np.eye(10)[dataset.train_labels[5:9]]).all()


def test_the_code_to_copy_makes_the_same_pictures_without_the_app(dataset, tmp_path):
    (tmp_path / "copied.py").write_text(as_code(STRONG))
    images = dataset.train_images[SOME]
    np.save(tmp_path / "images.npy", images)
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "import numpy as np, copied\n"
        "assert 'fmnist_app' not in sys.modules\n"
        "np.save('made.npy', copied.altered(np.load('images.npy'), 7, 3, range(64)))\n"
    )
    subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, check=True)
    made = np.load(tmp_path / "made.npy")
    assert (made == altered(images, STRONG, 7, 3, SOME)).all()
    assert json.loads(as_json(STRONG)) == vars(STRONG)
