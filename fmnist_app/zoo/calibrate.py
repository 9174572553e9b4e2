"""What is fitted on validation pictures after training: temperature and clothing offsets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fmnist_app.catalog.card import DIGITS, Calibration
from fmnist_app.evaluation.calibration import Scaling
from fmnist_app.inference.classifier import calibrated
from fmnist_app.inference.out_of_distribution import raw_score
from fmnist_app.inference.runtime import Runtime
from fmnist_app.inference.test_time_augmentation import augmented, mean_probabilities
from fmnist_app.zoo.card import calibration_of
from fmnist_app.zoo.pool import DRAWING, NO_CLOTHING, PHOTO, Pool

ACCEPTED = 0.95  # of clothing


@dataclass(frozen=True, eq=False)
class MergedPredictions:
    """What the app would say of n pictures: `classes` (n, 10) uncalibrated, `scores` (n,) raw."""

    classes: np.ndarray
    scores: np.ndarray
    labels: np.ndarray


def merged_predictions(
    runtime: Runtime, pictures: np.ndarray, labels: np.ndarray, kind: str = "photo"
) -> MergedPredictions:
    """Run pictures (n, 28, 28) uint8 with labels (n,) through all looks, as the app does."""
    classes, scores = [], []
    for picture in pictures:
        raw = runtime.run(augmented(picture[None], kind))
        classes.append(mean_probabilities(raw.classes))
        scores.append(raw_score(raw.clothing))
    return MergedPredictions(np.stack(classes), np.array(scores), labels.astype(int))


def by_kind(
    runtime: Runtime, plain: tuple[np.ndarray, np.ndarray], check: Pool, every: int = 2
) -> dict[str, MergedPredictions]:
    """Outcomes on validation clothing: drawings, and photos together with the plain pictures.

    `plain` are validation pictures and labels, `check` the same redrawn and rephotographed; one in
    `every` is used.
    """
    drawn = (check.labels != NO_CLOTHING) & (check.kinds == DRAWING)
    taken = (check.labels != NO_CLOTHING) & (check.kinds == PHOTO)
    pictures = np.concatenate([plain[0], check.pictures[taken]])
    labels = np.concatenate([plain[1], check.labels[taken]])
    return {
        "drawing": merged_predictions(
            runtime, check.pictures[drawn][::every], check.labels[drawn][::every], "drawing"
        ),
        "photo": merged_predictions(runtime, pictures[::every], labels[::every]),
    }


def offset(scores: np.ndarray, accepted: float = ACCEPTED) -> float:
    """The raw score that this share of clothing with these scores (n,) reaches."""
    return round(float(np.quantile(scores, 1.0 - accepted)), DIGITS)


def offsets(kinds: Mapping[str, MergedPredictions]) -> dict[str, float]:
    """The offset of each kind: of its own pictures, or of all kinds' together where that is lower.

    Photos made from the catalogue are easier to tell than those that people take.
    """
    most = offset(np.concatenate([found.scores for found in kinds.values()]))
    return {kind: min(most, offset(found.scores)) for kind, found in kinds.items()}


def report(found: MergedPredictions, temperature: float) -> Calibration:
    """Accuracy and calibration error before and after, for a card."""
    after = calibrated(found.classes, Scaling(temperature))
    return calibration_of(found.classes.argmax(axis=1), found.classes, after, found.labels)
