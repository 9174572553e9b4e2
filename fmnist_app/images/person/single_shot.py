"""The likeliest thing that a single-shot detector finds on a photo, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np

from fmnist_app.images.litert import outputs


@dataclass(frozen=True, eq=False)
class Detection:
    """How likely it is there, as a logit, and its points (n, 2), across and down, in pixels.

    The first is its middle, the second its width and height, the others hang on the detector.
    """

    logit: float
    points: np.ndarray


@dataclass(frozen=True)
class SingleShotDetector:
    """A detector's file, the side of the square that it takes, in pixels, and its anchors.

    Of these there are so many in each cell of grids of such sides, in the order of its rows.
    """

    file: Path
    side: int
    grids: tuple[tuple[int, int], ...]

    def likeliest(self, rgb: np.ndarray) -> Detection:
        """What is likeliest on a photo (h, w, 3) uint8."""
        squared, scale, corner = self._square(rgb)
        one, other = (found[0] for found in outputs(self.file, squared[None]))
        # The one with points has more columns, and comes first with some detectors only.
        rows, logits = (one, other) if one.shape[1] > other.shape[1] else (other, one)
        best = int(logits[:, 0].argmax())
        points = rows[best].reshape(-1, 2)
        # All but the second lie off the anchor, and all are in the square's pixels.
        moved = self._anchors[best] * self.side - corner
        moved = np.where(np.arange(len(points))[:, None] == 1, 0.0, moved)
        return Detection(float(logits[best, 0]), (points + moved) / scale)

    def _square(self, rgb: np.ndarray) -> tuple[np.ndarray, float, np.ndarray]:
        """The photo amid a black square, -1 to 1, its scale there, its corner (across, down)."""
        height, width = rgb.shape[:2]
        scale = self.side / max(height, width)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        across, down = (self.side - size[0]) // 2, (self.side - size[1]) // 2
        square = np.full((self.side, self.side, 3), -1.0, np.float32)
        small = cv2.resize(rgb, size, interpolation=way)
        square[down : down + size[1], across : across + size[0]] = small / np.float32(127.5) - 1.0
        return square, scale, np.array([across, down])

    @cached_property
    def _anchors(self) -> np.ndarray:
        """The middle of each anchor (n, 2), across and down, as a share of the square."""
        made = []
        for side, each in self.grids:
            middles = (np.arange(side) + 0.5) / side
            down, across = np.meshgrid(middles, middles, indexing="ij")
            made.append(np.repeat(np.column_stack([across.ravel(), down.ravel()]), each, axis=0))
        return np.concatenate(made)
