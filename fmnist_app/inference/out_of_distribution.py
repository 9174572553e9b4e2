"""Whether a picture looks like clothing, and how far it lies from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class ClothingScore:
    """The clothing score of one network: its clothing output's logit, less an offset.

    `offsets`, by kind of picture, are the logits that nearly all clothing reaches (the card says
    how much), so that a score of 0 or more says "clothing".
    """

    offsets: Mapping[str, float]

    def of(self, clothing: np.ndarray, kind: str) -> float:
        """Score of one picture of a kind from the clothing outputs (n,) of its looks."""
        return raw_score(clothing) - self.offsets[kind]


@dataclass(frozen=True, eq=False)
class FeatureSpace:
    """The catalogue in feature space: class centres (10, d), a whitening (d, d), and distances.

    `quantiles` (101,) are the distances of held-out catalogue pictures at 0, 1, ... 100 %.
    """

    centres: np.ndarray
    whitening: np.ndarray
    quantiles: np.ndarray

    def distances(self, features: np.ndarray) -> np.ndarray:
        """Mahalanobis distances (n,) of features (n, d) to the nearest class centre."""
        moved = (features[:, None, :] - self.centres[None]) @ self.whitening
        return np.asarray(np.sqrt((moved**2).sum(axis=2)).min(axis=1))

    def rank(self, features: np.ndarray) -> float:
        """Share (0-1) of catalogue pictures that lie nearer than features (d,)."""
        distance = self.distances(features[None])[0]
        return float(np.searchsorted(self.quantiles, distance) / len(self.quantiles))


def raw_score(clothing: np.ndarray) -> float:
    """Mean logit of clothing outputs (n,) between 0 and 1."""
    share = np.clip(clothing, 1e-6, 1.0 - 1e-6)
    return float(np.mean(np.log(share / (1.0 - share))))


def fit_feature_space(
    features: np.ndarray, labels: np.ndarray, held_out: np.ndarray
) -> FeatureSpace:
    """Centres and whitening from features (n, d) with labels (n,); quantiles from `held_out`."""
    centres = np.stack([features[labels == k].mean(axis=0) for k in range(10)])
    apart = features - centres[labels]
    spread = apart.T @ apart / len(apart)
    spread += np.eye(len(spread)) * 0.02 * np.trace(spread) / len(spread)
    values, axes = np.linalg.eigh(spread)
    whitening = (axes / np.sqrt(values)).astype(np.float32)
    bare = FeatureSpace(centres.astype(np.float32), whitening, np.zeros(101, np.float32))
    quantiles = np.quantile(bare.distances(held_out), np.linspace(0, 1, 101))
    return FeatureSpace(bare.centres, whitening, quantiles.astype(np.float32))
