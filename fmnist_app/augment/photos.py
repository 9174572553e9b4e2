"""Pictures of garments as a phone would show them: other light, cloth, ground, faulty cut-outs."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.geometry import THRESHOLD, Homography, enlarged, mirrored
from fmnist_app.augment.lighting import Relight
from fmnist_app.augment.noise import Pattern, smooth_noise
from fmnist_app.augment.pose import Pose
from fmnist_app.augment.preprocessing import from_photo
from fmnist_app.augment.sampling import IntRange, Range, chance, integer, uniform
from fmnist_app.augment.segmentation import SegmentationErrors
from fmnist_app.augment.transform import PictureTransform


@dataclass(frozen=True)
class Background:
    """A floor, bed or wall behind a garment: one tone, clouded, and at times patterned.

    `patterned` is a probability; the depths are in tones.
    """

    tone: Range = (0.0, 255.0)
    cloud_depth: Range = (0.0, 40.0)
    cloud_cells: IntRange = (2, 11)
    patterned: float = 0.3
    pattern_depth: Range = (5.0, 40.0)
    pattern: Pattern = Pattern()

    def __call__(self, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        """Tones (h, w) float32, beyond 0-255 too."""
        ground = np.full(shape, uniform(rng, self.tone), np.float32)
        depth = uniform(rng, self.cloud_depth)
        ground += depth * smooth_noise(shape, integer(rng, self.cloud_cells), rng)
        if chance(rng, self.patterned):
            ground += uniform(rng, self.pattern_depth) * self.pattern(shape, rng)
        return ground


@dataclass(frozen=True)
class Photo(PictureTransform):
    """The garment as a photo of it that was cut out, not always well, and read by the app.

    `posed`, `flipped` and `blurred` are probabilities; garments that get no new pose get `view`.
    `margin` is the ground about the garment in pixels, `noise` the standard deviation of the
    pixels' tones, `blur` that of a Gaussian in pixels.
    """

    posed: float = 0.75
    pose: Pose = Pose()
    view: Homography = Homography(rotation=4.0)
    flipped: float = 0.5
    margin: IntRange = (2, 13)
    light: Relight = Relight()
    background: Background = Background()
    errors: SegmentationErrors = SegmentationErrors()
    noise: Range = (0.0, 12.0)
    blurred: float = 0.3
    blur: Range = (0.6, 2.2)

    def of_garment(self, garment: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A grey garment (h, w) uint8 on black, as it lies, photographed: (28, 28) uint8."""
        if chance(rng, self.flipped):
            garment = mirrored(garment)
        garment = np.pad(garment, integer(rng, self.margin))
        bright = (garment > THRESHOLD).astype(np.uint8)
        mask = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((3, 3)))
        tones = self.light.tones(garment, rng)
        ground = self.background(garment.shape, rng)
        photo = np.where(mask > 0, tones, ground).astype(np.float32)
        found = self.errors(mask.astype(bool), rng)
        photo += rng.normal(0, uniform(rng, self.noise), photo.shape)
        if chance(rng, self.blurred):
            soft = cv2.GaussianBlur(photo, (0, 0), uniform(rng, self.blur))
            photo = np.asarray(soft, np.float32)
        return from_photo(np.clip(photo, 0, 255).astype(np.uint8), found)

    def _one(self, picture: np.ndarray, label: int, rng: np.random.Generator) -> np.ndarray:
        if not picture.any():
            return picture
        garment = enlarged(picture)
        if chance(rng, self.posed):
            return self.of_garment(self.pose.of_enlarged(garment, label, rng), rng)
        return self.of_garment(self.view(garment, rng), rng)
