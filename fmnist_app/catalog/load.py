"""A package made ready to answer pictures, by LiteRT."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.catalog.shipped import shipped
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
        package, package.files.tflite, package.card.temperatures, package.card.clothing_offsets
    )


def classifier(
    package: NetworkPackage,
    tflite: Path,
    temperatures: Mapping[str, float],
    offsets: Mapping[str, float],
) -> Classifier:
    """A network that judges clothing too, from its LiteRT file; the rest is `package`'s.

    `temperatures` and `offsets` (clothing, logits) are by kind of picture.
    """
    with np.load(package.files.feature_space) as stored:
        space = FeatureSpace(stored["centres"], stored["whitening"], stored["quantiles"])
    return Classifier(
        package.id,
        Runtime(tflite),
        temperatures,
        ClothingScore(offsets),
        space,
        every_mask=package.card.every_mask,
    )
