"""A package made ready to answer pictures, by LiteRT."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from fmnist_app.catalog.card import ModelCard, TopLabel
from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.catalog.shipped import shipped
from fmnist_app.evaluation.calibration import Scaling
from fmnist_app.evaluation.predictions import PredictionsError
from fmnist_app.inference.classifier import Answering, Classifier, PlainClassifier
from fmnist_app.inference.out_of_distribution import ClothingScore, FeatureSpace
from fmnist_app.inference.runtime import Runtime


def load(package: NetworkPackage) -> Answering:
    """The network, ready to answer.

    One that knows the ten classes only has the default network judge what is clothing; it is
    calibrated if a temperature was fitted for it.
    """
    if package.card.knows_clothing:
        return _with_clothing(package)
    temperature = None
    with contextlib.suppress(PredictionsError):
        temperature = package.predictions().temperature
    runtime = Runtime(package.files.tflite)
    return PlainClassifier(package.id, runtime, temperature or 1.0, _with_clothing(shipped()))


@cache
def _with_clothing(package: NetworkPackage) -> Classifier:
    """A shipped network that judges clothing too, loaded once per process."""
    return classifier(
        package, package.files.tflite, scalings_of(package.card), package.card.clothing_offsets
    )


def scalings_of(card: ModelCard) -> dict[str, Scaling]:
    """How a network's probabilities are calibrated, by kind of picture."""
    return {
        kind: card.top_labels.get(kind, TopLabel()).scaling(temperature)
        for kind, temperature in card.temperatures.items()
    }


def classifier(
    package: NetworkPackage,
    tflite: Path,
    scalings: Mapping[str, Scaling],
    offsets: Mapping[str, float],
) -> Classifier:
    """A network that judges clothing too, from its LiteRT file; the rest is `package`'s.

    `scalings` and `offsets` (clothing, logits) are by kind of picture.
    """
    with np.load(package.files.feature_space) as stored:
        space = FeatureSpace(stored["centres"], stored["whitening"], stored["quantiles"])
    return Classifier(
        package.id,
        Runtime(tflite),
        scalings,
        ClothingScore(offsets),
        space,
        every_mask=package.card.every_mask,
    )
