"""Changes of tone and missing parts: what stays where it is but looks different."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fmnist_app.augment.sampling import Range
from fmnist_app.augment.transform import Transform
from fmnist_app.data import SIDE


@dataclass(frozen=True)
class BrightnessContrast(Transform):
    """The garment brighter or darker, and with more or less contrast; the ground stays black.

    Tones are scaled about the garment's own mean by a factor of 1 +- `contrast`, then multiplied
    by a factor of 1 +- `brightness`. No tone of the garment becomes black.
    """

    brightness: float = 0.3
    contrast: float = 0.3

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        count, garment = len(batch), batch > 0
        contrasts = 1.0 + rng.uniform(-self.contrast, self.contrast, count)
        gains = 1.0 + rng.uniform(-self.brightness, self.brightness, count)
        means = batch.sum(axis=(1, 2)) / np.maximum(garment.sum(axis=(1, 2)), 1)
        # A tone t becomes (mean + (t - mean) * contrast) * gain.
        slopes = (contrasts * gains).astype(np.float32)
        shifts = (means * (1.0 - contrasts) * gains).astype(np.float32)
        tones = batch * slopes[:, None, None] + shifts[:, None, None]
        return np.where(garment, np.clip(np.round(tones), 1, 255), 0).astype(np.uint8)


@dataclass(frozen=True)
class RandomErasing(Transform):
    """A rectangle of the picture made black, with a probability.

    Its area is a share of the picture from `area`, its width to its height is as in `aspect`; it
    lies within the frame, which cuts the longest ones off.
    """

    probability: float = 0.5
    area: Range = (0.02, 0.2)
    aspect: Range = (0.3, 3.3)

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        count = len(batch)
        area = rng.uniform(*self.area, count)
        narrowest, widest = np.log(self.aspect)
        aspect = np.exp(rng.uniform(narrowest, widest, count))
        sides = np.sqrt(np.stack([area / aspect, area * aspect])) * SIDE
        sides = np.minimum(np.round(sides), SIDE)
        starts = np.floor(rng.random((2, count)) * (SIDE - sides + 1))
        at = np.arange(SIDE)
        rows, columns = (at >= starts[..., None]) & (at < (starts + sides)[..., None])
        erased = rng.random(count) < self.probability
        hole = erased[:, None, None] & rows[:, :, None] & columns[:, None]
        return np.where(hole, np.uint8(0), batch)
