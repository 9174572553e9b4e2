"""Several looks at one picture, slightly varied, and the merging of what they say."""

from __future__ import annotations

import cv2
import numpy as np

from fmnist_app.inference.runtime import NetworkOutputs

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


def mean_probabilities(classes: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """One softmax row (10,) from many (n, 10): their geometric mean, which a sure "no" can veto.

    `weights` (n,) say how much each row counts; without them all count alike.
    """
    mean = np.exp(np.average(np.log(np.clip(classes, 1e-4, 1.0)), axis=0, weights=weights))
    return np.asarray(mean / mean.sum())


def weights_of_looks(raw: NetworkOutputs) -> np.ndarray:
    """How much each look (n,) at a photo counts, 0 to 1: like clothing, and sure of its class.

    A cut-out that missed the garment shows neither. The product of the clothing output and of one
    over the perplexity of the classes; no constant was fitted.
    """
    entropy = -(raw.classes * np.log(np.clip(raw.classes, 1e-9, 1.0))).sum(axis=1)
    return np.asarray(np.clip(raw.clothing, 1e-3, 1.0) * np.exp(-entropy))


def _varied(view: np.ndarray, width: float, height: float, turn: float) -> np.ndarray:
    """The view scaled and turned about its middle."""
    if (width, height, turn) == AS_IT_IS:
        return view
    matrix = cv2.getRotationMatrix2D((13.5, 13.5), turn, 1.0)
    scale = np.diag([width, height])
    matrix[:, :2] = scale @ matrix[:, :2]
    matrix[:, 2] = scale @ matrix[:, 2] + 13.5 * (1.0 - np.diag(scale))
    return cv2.warpAffine(view, matrix, (28, 28), flags=cv2.INTER_LINEAR)
