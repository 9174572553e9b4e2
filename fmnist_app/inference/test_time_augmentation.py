"""Several looks at one picture, slightly varied, and the merging of what they say."""

from __future__ import annotations

import cv2
import numpy as np

AS_IT_IS = (1.0, 1.0, 0.0)
# Width, height and turn in degrees of each look, per kind of picture.
LOOKS = {
    "photo": (AS_IT_IS,),
    "drawing": (AS_IT_IS, (1.0, 1.0, 8.0), (1.0, 1.0, -8.0)),
}


def augmented(views: np.ndarray, kind: str) -> np.ndarray:
    """All looks (m, 28, 28) uint8 at views (n, 28, 28) uint8 of a "photo" or a "drawing".

    The first look is the first view; the second half mirrors the first half.
    """
    varied = [_varied(view, *look) for look in LOOKS[kind] for view in views]
    looks = np.stack(varied)
    return np.concatenate([looks, looks[:, :, ::-1]])


def mean_probabilities(classes: np.ndarray) -> np.ndarray:
    """One softmax row (10,) from many (n, 10): their geometric mean, which a sure "no" can veto."""
    mean = np.exp(np.log(np.clip(classes, 1e-4, 1.0)).mean(axis=0))
    return np.asarray(mean / mean.sum())


def _varied(view: np.ndarray, width: float, height: float, turn: float) -> np.ndarray:
    """The view scaled and turned about its middle."""
    if (width, height, turn) == AS_IT_IS:
        return view
    matrix = cv2.getRotationMatrix2D((13.5, 13.5), turn, 1.0)
    scale = np.diag([width, height])
    matrix[:, :2] = scale @ matrix[:, :2]
    matrix[:, 2] = scale @ matrix[:, 2] + 13.5 * (1.0 - np.diag(scale))
    return cv2.warpAffine(view, matrix, (28, 28), flags=cv2.INTER_LINEAR)
