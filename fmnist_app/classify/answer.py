"""A network's answer to a picture: calibrated probabilities, and whether it looks like clothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fmnist_app.classify.clothing import Catalogue, ClothingScore
from fmnist_app.classify.looks import looked_at, merged
from fmnist_app.classify.runtime import Raw, Runtime
from fmnist_app.images import Sight

NEEDS_A_LOOK = 0.5


@dataclass(frozen=True, eq=False)
class Answer:
    """`probabilities` (10,) calibrated, `clothing_score` (0 and more is clothing), and verdicts.

    `features` (d,) is where the network places the picture; `distance` is the share of catalogue
    pictures (0-1) that lie nearer to their class. An `empty` picture scores minus infinity.
    """

    probabilities: np.ndarray
    clothing_score: float
    features: np.ndarray
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
        """Whether the score reaches what 95 % of validation clothing reaches."""
        return self.clothing_score >= 0.0

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should check: unsure, or not like clothing."""
        return self.empty or not self.looks_like_clothing or self.probability < NEEDS_A_LOOK


class Classifier:
    """One shipped network: runtime, calibration, clothing score and the catalogue together."""

    def __init__(
        self,
        name: str,
        runtime: Runtime,
        temperatures: Mapping[str, float],
        score: ClothingScore,
        catalogue: Catalogue,
    ) -> None:
        """Put the parts together; `temperatures` are by kind of picture."""
        self.name = name
        self._runtime = runtime
        self._temperatures = temperatures
        self._score = score
        self._catalogue = catalogue

    def answer(self, sight: Sight) -> Answer:
        """Answer for one sight; the mean over its views, mirrored and varied."""
        return self.answers([sight])[0]

    def answers(self, sights: list[Sight]) -> list[Answer]:
        """Answers for many sights, in order, in one pass through the network."""
        if not sights:
            return []
        looks = [looked_at(sight.views, sight.kind) for sight in sights]
        raw = self._runtime.run(np.concatenate(looks))
        ends = np.cumsum([len(look) for look in looks])
        return [
            self._one(sight, raw.part(end - len(look), end))
            for sight, look, end in zip(sights, looks, ends, strict=True)
        ]

    def _one(self, sight: Sight, raw: Raw) -> Answer:
        """The answer from one sight's rows of outputs."""
        score = float("-inf")
        if not sight.empty:
            score = self._score.of(raw.clothing)
        return Answer(
            probabilities=calibrated(merged(raw.classes), self._temperatures[sight.kind]),
            clothing_score=score,
            features=raw.features[0],
            distance=self._catalogue.rank(raw.features[0]),
            empty=sight.empty,
        )


def calibrated(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """Softmax outputs (..., 10) at another temperature; rows sum to 1."""
    powered = np.log(np.clip(probabilities, 1e-9, 1.0)) / temperature
    powered = np.exp(powered - powered.max(axis=-1, keepdims=True))
    return np.asarray(powered / powered.sum(axis=-1, keepdims=True))
