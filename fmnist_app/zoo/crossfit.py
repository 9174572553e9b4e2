"""What a network that learns from photos is worth on photos of people it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from fmnist_app.catalog.card import DIGITS, Calibration, TopLabel
from fmnist_app.catalog.crossfit import Folds
from fmnist_app.evaluation.calibration import Scaling, fit_temperature, logit
from fmnist_app.evaluation.intervals import Interval
from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.images import PreparedPicture
from fmnist_app.inference.classifier import calibrated, merged, outputs
from fmnist_app.inference.out_of_distribution import raw_score
from fmnist_app.inference.runtime import Runtime
from fmnist_app.zoo.calibrate import offset
from fmnist_app.zoo.card import calibration_of
from fmnist_app.zoo.photos import LabelledPhotos

AT_ONCE = 50
# The share of clothing that is taken for such, by kind of picture. Most of what people photograph
# for this is clothing, and a refused photo of it costs more than a named photo of something else:
# with 0.97, 17 % of photos of other things pass, with 0.96, 12 %, with 0.95, 9 %. A drawing is
# quickly drawn again, and many that are refused were named wrong: with 0.97, 53 % of what players
# drew that is no clothing would pass, with 0.87, 23 %, with 0.83, 16 %.
ACCEPTED = {"photo": 0.96, "drawing": 0.83}
DRAWS = 2000  # of the bootstrap: two digits of the interval stand still


@dataclass(frozen=True, eq=False)
class PhotoAnswers:
    """Answers to n photos before calibration: `classes` (n, 10), clothing `scores` (n,) in logits.

    `right` (n, 10) are the classes that may be right.
    """

    classes: np.ndarray
    scores: np.ndarray
    right: np.ndarray

    @property
    def labels(self) -> np.ndarray:
        """The likeliest (n,) of the classes that may be right."""
        return np.asarray((self.classes * self.right).argmax(axis=1))

    @property
    def is_clothing(self) -> np.ndarray:
        """Which (n,) show one of the ten kinds."""
        return np.asarray(self.right.any(axis=1))

    def part(self, chosen: np.ndarray) -> PhotoAnswers:
        """The answers chosen by index or by a mask (n,)."""
        return PhotoAnswers(self.classes[chosen], self.scores[chosen], self.right[chosen])

    @property
    def clothing(self) -> PhotoAnswers:
        """Those to photos of clothing."""
        return self.part(self.is_clothing)

    @property
    def named_right(self) -> np.ndarray:
        """Whether (n,) the likeliest class is one that may be right."""
        return np.asarray(self.right[np.arange(len(self.right)), self.classes.argmax(1)] > 0)


def answers(runtime: Runtime, photos: LabelledPhotos, every_mask: bool) -> PhotoAnswers:
    """What the network says of each photo, as the app asks it."""
    classes, scores = [], []
    for start in range(0, len(photos.photos), AT_ONCE):
        part: Sequence[PreparedPicture] = photos.photos[start : start + AT_ONCE]
        for photo, raw in zip(part, outputs(runtime, list(part), every_mask), strict=True):
            classes.append(merged(raw, photo, every_mask))
            scores.append(raw_score(raw.clothing))
    return PhotoAnswers(np.stack(classes), np.array(scores), photos.classes)


def temperature(found: PhotoAnswers) -> float:
    """The temperature that fits photos of clothing best."""
    known = found.clothing
    return round(fit_temperature(logarithms(known.classes), known.labels), DIGITS)


def top_label(found: PhotoAnswers) -> TopLabel:
    """What fits the likeliest class's probability, at its temperature, to how often it is right.

    Nothing is changed where all are right, or none.
    """
    known = found.clothing
    likeliest = calibrated(known.classes, Scaling(temperature(found))).max(axis=1)
    if len(set(known.named_right.tolist())) < 2:
        return TopLabel()
    fit = LogisticRegression().fit(logit(likeliest)[:, None], known.named_right)
    return TopLabel(
        slope=round(float(fit.coef_[0, 0]), DIGITS), offset=round(float(fit.intercept_[0]), DIGITS)
    )


def clothing_offset(found: PhotoAnswers, kind: str = "photo") -> float:
    """The raw score from which on a picture of this kind is taken to show clothing."""
    return offset(found.clothing.scores, ACCEPTED[kind])


def fitted_folds(
    found: PhotoAnswers, folds: np.ndarray, of_sender: dict[str, int], kind: str = "photo"
) -> Folds:
    """What is fitted for each fold, on the pictures (n,) of this kind in all other folds."""
    others = [found.part(folds != fold) for fold in range(folds.max() + 1)]
    return Folds(
        of_sender=of_sender,
        temperatures=tuple(temperature(other) for other in others),
        top_labels=tuple(top_label(other) for other in others),
        offsets=tuple(clothing_offset(other, kind) for other in others),
    )


def calibration(found: PhotoAnswers, folds: np.ndarray, fitted: Folds) -> Calibration:
    """Accuracy and calibration error on photos of clothing, each as its fold is calibrated."""
    after = np.empty_like(found.classes)
    for fold, own in enumerate(fitted.scalings):
        after[folds == fold] = calibrated(found.classes[folds == fold], own)
    known, kept = found.clothing, found.is_clothing
    return calibration_of(known.classes.argmax(axis=1), known.classes, after[kept], known.labels)


def gain(
    before: PhotoAnswers, after: PhotoAnswers, senders: np.ndarray, seed: int
) -> tuple[float, Interval]:
    """How many more photos of clothing (share) are named right after, with its 95 % interval.

    By drawing senders anew: photos (n,) of one sender are alike.
    """
    kept = after.is_clothing
    better = (after.named_right.astype(int) - before.named_right.astype(int))[kept]
    _, sender = np.unique(senders[kept], return_inverse=True)
    sums, counts = np.bincount(sender, better), np.bincount(sender)
    drawn = np.random.default_rng(seed).integers(len(sums), size=(DRAWS, len(sums)))
    low, high = np.quantile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), [0.025, 0.975])
    return float(better.mean()), Interval(float(low), float(high))
