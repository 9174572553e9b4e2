"""Whether an explanation is one: does it follow the weights, does the network heed its pixels.

Replaced weights: Adebayo et al. (2018), "Sanity checks for saliency maps", arXiv:1810.03292.
Deletion and insertion: Petsiuk, Das and Saenko (2018), arXiv:1806.07421.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fmnist_app.evaluation.predictions import at_temperature
from fmnist_app.inference.inside.evidence import evidence
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.inference.inside.steps import Array

Order = npt.NDArray[np.int64]
SHARES = 28  # steps in which all pixels go or come, as many at a time
PER_STEP = 28
# Pixels, standard deviation, of the blurred picture into which pixels come. As in the paper: on
# black ground a few bright pixels alone draw the outline. With 3 a network gives the class a
# probability of about 0.25.
BLUR = 3.0


@dataclass(frozen=True, eq=False)
class Curves:
    """The probability of a class while pixels go black (`deletion`) or come (`insertion`).

    Pixels come into the blurred picture. Each is (29,): from none to all 784 pixels in 28 steps,
    those that the order names first.
    """

    deletion: Array
    insertion: Array

    @property
    def areas(self) -> tuple[float, float]:
        """The areas under both, 0 to 1: of deletion low is good, of insertion high."""
        return _area(self.deletion), _area(self.insertion)


def by_evidence(pixels: Array) -> Order:
    """Pixels in the order of what speaks for the class most."""
    return np.argsort(-pixels.ravel(), kind="stable")


def brightest_first(picture: Array) -> Order:
    """Pixels from the brightest on: an order that asks no network."""
    return np.argsort(-picture.ravel(), kind="stable")


def curves(network: ArrayNetwork, picture: Array, label: int, order: Order) -> Curves:
    """What the network says of the class `label` while the pixels of (28, 28) go, and come."""
    import cv2  # noqa: PLC0415 - 40 MB, for those who ask for curves

    flat = picture.ravel()
    gone = np.zeros((SHARES + 1, flat.size), bool)
    for step in range(1, SHARES + 1):
        gone[step:, order[(step - 1) * PER_STEP : step * PER_STEP]] = True
    blurred = cv2.GaussianBlur(picture, (0, 0), BLUR).ravel()
    looks = np.concatenate([np.where(gone, 0, flat), np.where(gone, flat, blurred)])
    shown = looks.reshape(-1, *picture.shape).astype(np.float32)
    said = at_temperature(network.scores(shown), 1.0)[:, label]
    return Curves(said[: SHARES + 1], said[SHARES + 1 :])


def after_forgetting(
    method: str, network: ArrayNetwork, picture: Array, weights: Array, seed: int
) -> list[Array]:
    """The evidence (28, 28) as it was, and with the weights of the last 1, 2, ... layers anew."""
    return [
        evidence(method, network.forgetting(count, seed), picture, weights).pixels
        for count in range(len(network.learnt) + 1)
    ]


def rank_correlation(one: Array, other: Array, picture: Array) -> float:
    """Spearman's correlation of two maps over the pixels of a picture that are not black.

    Black ones have no evidence in most maps and would make any two alike. 0 where a map is even.
    """
    shown = picture.ravel() > 0
    if not shown.any():
        return 0.0
    first, second = (_ranks(each.ravel()[shown]) for each in (one, other))
    spread = float(first.std() * second.std())
    together = float(np.mean((first - first.mean()) * (second - second.mean())))
    return together / spread if spread else 0.0


def _ranks(values: Array) -> npt.NDArray[np.float64]:
    """Ranks from 0; values that are equal share the mean of theirs."""
    # SciPy's own come with all of its distributions, which a server does without.
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: npt.NDArray[np.float64] = ((ends - counts + ends - 1) / 2)[places]
    return ranks


def _area(said: Array) -> float:
    return float((said[1:] + said[:-1]).mean() / 2)
