"""A network's answer to a picture: calibrated probabilities, and whether it looks like clothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from fmnist_app.data import CLASS_NAMES
from fmnist_app.evaluation.calibration import Scaling
from fmnist_app.evaluation.predictions import logarithms
from fmnist_app.images import PreparedPicture
from fmnist_app.inference.out_of_distribution import ClothingScore, FeatureSpace
from fmnist_app.inference.runtime import NetworkOutputs, Runtime
from fmnist_app.inference.test_time_augmentation import (
    augmented,
    mean_probabilities,
    weights_of_looks,
)

NEEDS_A_LOOK = 0.5
# What is not between a person's shoulders and knees. A bag may be, but is not worn there.
NOT_WORN = tuple(CLASS_NAMES.index(name) for name in ("Sandal", "Sneaker", "Bag", "Ankle boot"))


@dataclass(frozen=True, eq=False)
class Answer:
    """`probabilities` (10,) calibrated, `clothing_score` (0 and more is clothing), and verdicts.

    `distance` is the share of catalogue pictures (0-1) that lie nearer to their class than this
    one. An `empty` picture scores minus infinity.
    """

    probabilities: np.ndarray
    clothing_score: float
    distance: float
    empty: bool = False

    @property
    def label(self) -> int:
        """The likeliest class, 0-9; -1 for an empty picture, which has none."""
        return -1 if self.empty else int(np.argmax(self.probabilities))

    @property
    def probability(self) -> float:
        """The likeliest class's calibrated probability, 0 for an empty picture."""
        return 0.0 if self.empty else float(np.max(self.probabilities))

    @property
    def looks_like_clothing(self) -> bool:
        """Whether the score reaches what nearly all clothing reaches."""
        return self.clothing_score >= 0.0

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should check: unsure, or not like clothing."""
        return self.empty or not self.looks_like_clothing or self.probability < NEEDS_A_LOOK


class Answering(Protocol):
    """Whatever answers to pictures, under a name."""

    name: str

    def answer(self, sight: PreparedPicture) -> Answer:
        """Answer for one sight."""

    def answers(self, sights: list[PreparedPicture]) -> list[Answer]:
        """Answers for many sights, in order."""


class Classifier:
    """One network that also knows what is no clothing: runtime, calibration, score, catalogue."""

    def __init__(
        self,
        name: str,
        runtime: Runtime,
        scalings: Mapping[str, Scaling],
        score: ClothingScore,
        catalogue: FeatureSpace,
        *,
        every_mask: bool = False,
    ) -> None:
        """Put the parts together; `scalings` are by kind of picture.

        With `every_mask` it looks at the less likely cut-outs of a photo too.
        """
        self.name = name
        self._runtime = runtime
        self._scalings = scalings
        self._score = score
        self._catalogue = catalogue
        self._every_mask = every_mask
        # Other networks ask this one about the same picture again, a moment later.
        self._given: WeakKeyDictionary[PreparedPicture, Answer] = WeakKeyDictionary()

    def answer(self, sight: PreparedPicture) -> Answer:
        """Answer for one sight; the mean over its views, mirrored and varied."""
        return self.answers([sight])[0]

    def answers(self, sights: list[PreparedPicture]) -> list[Answer]:
        """Answers for many sights, in order, in one pass through the network."""
        known = {id(sight): self._given.get(sight) for sight in sights}
        new = [sight for sight in sights if known[id(sight)] is None]
        for sight, raw in zip(new, outputs(self._runtime, new, self._every_mask), strict=True):
            known[id(sight)] = self._given[sight] = self._one(sight, raw)
        return [answer for sight in sights if (answer := known[id(sight)]) is not None]

    def _one(self, sight: PreparedPicture, raw: NetworkOutputs) -> Answer:
        """The answer from one sight's rows of outputs."""
        score = float("-inf")
        if not sight.empty:
            score = self._score.of(raw.clothing, sight.kind)
        if sight.worn:  # then it is clothing, however it looks
            score = max(score, 0.0)
        return Answer(
            probabilities=calibrated(
                merged(raw, sight, self._every_mask), self._scalings[sight.kind]
            ),
            clothing_score=score,
            distance=self._catalogue.rank(raw.features[0]),
            empty=sight.empty,
        )


class PlainClassifier:
    """One network that knows classes only; another judges whether a picture shows clothing."""

    def __init__(self, name: str, runtime: Runtime, temperature: float, judge: Classifier) -> None:
        """Put the parts together; `temperature` is the same for every kind of picture."""
        self.name = name
        self._runtime = runtime
        self._scaling = Scaling(temperature)
        self._judge = judge

    def answer(self, sight: PreparedPicture) -> Answer:
        """Answer for one sight; the mean over its views, mirrored and varied."""
        return self.answers([sight])[0]

    def answers(self, sights: list[PreparedPicture]) -> list[Answer]:
        """Answers for many sights, in order: own classes, the judge's score and distance."""
        return [
            replace(judged, probabilities=calibrated(merged(raw, sight, False), self._scaling))
            for sight, judged, raw in zip(
                sights,
                self._judge.answers(sights),
                outputs(self._runtime, sights),
                strict=True,
            )
        ]


def outputs(
    runtime: Runtime, sights: list[PreparedPicture], every_mask: bool = False
) -> list[NetworkOutputs]:
    """What the network puts out for all looks at each sight, in one pass."""
    if not sights:
        return []
    looks = [augmented(_views(sight, every_mask), sight.kind) for sight in sights]
    raw = runtime.run(np.concatenate(looks))
    ends = np.cumsum([len(look) for look in looks])
    return [raw.part(end - len(look), end) for look, end in zip(looks, ends, strict=True)]


def merged(raw: NetworkOutputs, sight: PreparedPicture, every_mask: bool) -> np.ndarray:
    """One row of probabilities (10,), not calibrated, from the looks at a sight.

    With `every_mask` those at a photo count by how good they are: some masks cut out the wrong
    thing. Without, and for drawings, all count alike. What someone wears is neither shoe nor bag.
    """
    weigh = every_mask and sight.kind == "photo"
    row = mean_probabilities(raw.classes, weights_of_looks(raw) if weigh else None)
    if sight.worn:
        row[list(NOT_WORN)] = 0.0
        row /= row.sum()
    return row


def _views(sight: PreparedPicture, every_mask: bool) -> np.ndarray:
    """The readings (n, 28, 28) uint8 that a network looks at, the likeliest first."""
    return np.concatenate([sight.views, sight.other_views]) if every_mask else sight.views


def calibrated(probabilities: np.ndarray, scaling: Scaling) -> np.ndarray:
    """Softmax outputs, one row (10,) or many (n, 10), made to mean what they say; rows sum to 1."""
    rows = scaling(logarithms(np.atleast_2d(probabilities)))
    return rows.reshape(np.shape(probabilities))
