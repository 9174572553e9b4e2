"""Distortions that bend straight lines or let parallels meet: perspective and elastic."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fmnist_app.augment.transform import Transform
from fmnist_app.data import SIDE

CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32) * (SIDE - 1)
INWARDS = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)


@dataclass(frozen=True)
class Perspective(Transform):
    """The picture as seen at a slant: its corners move inwards by up to `distortion` of its side.

    All of the picture stays in the frame.
    """

    distortion: float = 0.15

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        reach = self.distortion * SIDE
        moved = CORNERS + INWARDS * rng.uniform(0.0, reach, (len(batch), 4, 2)).astype(np.float32)
        warped = np.empty_like(batch)
        for index, corners in enumerate(moved):
            matrix = cv2.getPerspectiveTransform(CORNERS, corners)
            warped[index] = cv2.warpPerspective(batch[index], matrix, (SIDE, SIDE))
        return warped


@dataclass(frozen=True)
class Elastic(Transform):
    """The picture bent as if on rubber, by smooth random displacements.

    `displacement` is their spread in pixels; `cells` says how many of them a side are drawn, those
    between are interpolated: the more, the finer the bends.
    """

    displacement: float = 1.0
    cells: int = 5

    def _changed(
        self, batch: np.ndarray, _labels: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        drawn = rng.normal(0.0, self.displacement, (2, len(batch), self.cells, self.cells))
        single = np.eye(self.cells, dtype=np.float32)
        between = cv2.resize(single, (self.cells, SIDE), interpolation=cv2.INTER_CUBIC)
        rows, columns = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
        across, down = between @ drawn.astype(np.float32) @ between.T
        warped = np.empty_like(batch)
        for index, picture in enumerate(batch):
            warped[index] = cv2.remap(
                picture, columns + across[index], rows + down[index], cv2.INTER_LINEAR
            )
        return warped
