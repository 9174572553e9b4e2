"""Networks that stand in for a shipped one wherever it may have learnt from a picture's sender.

A network that learnt from photos of many people is not measured on photos of the same people. So
it is made several times, each time without the photos of some of the senders (a fold); a picture
is answered by the one that knows nothing of its sender, and by the shipped one itself where that
knows nothing of the sender either. The folder holds `fold-0.tflite` and so on, and `folds.json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from fmnist_app.catalog.card import TopLabel
from fmnist_app.catalog.load import classifier, load, scalings_of
from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.core.errors import LabError
from fmnist_app.evaluation.calibration import Scaling
from fmnist_app.inference.classifier import Answering

FACTS = "folds.json"


class FoldsError(LabError):
    """A folder of cross-fitted networks that is missing or broken."""


class Folds(BaseModel):
    """Which fold a sender's photos are in, and what was fitted on the photos of the other folds.

    `temperatures`, `top_labels` and `offsets` (clothing, logits) have one value for each fold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    of_sender: dict[str, int]
    temperatures: tuple[float, ...]
    top_labels: tuple[TopLabel, ...]
    offsets: tuple[float, ...]

    @property
    def scalings(self) -> tuple[Scaling, ...]:
        """How photos' probabilities are calibrated, for each fold."""
        found = zip(self.temperatures, self.top_labels, strict=True)
        return tuple(top.scaling(temperature) for temperature, top in found)


@dataclass(frozen=True, eq=False)
class CrossFitted:
    """The shipped network, and those by fold, one of which stands in for it at a known sender."""

    shipped: Answering
    networks: Sequence[Answering]
    of_sender: dict[str, int]

    def for_sender(self, sender: str | None) -> Answering:
        """The shipped network, unless it learnt from this sender: then one that did not."""
        fold = self.of_sender.get(sender or "")
        return self.shipped if fold is None else self.networks[fold]


def split_by_sender(senders: np.ndarray, count: int) -> dict[str, int]:
    """Each sender's fold, so that the `count` folds have about as many of the photos (n,) each."""
    names, photos = np.unique(senders, return_counts=True)
    filled, folds = [0] * count, {}
    for index in np.argsort(-photos, kind="stable"):
        fold = int(np.argmin(filled))
        filled[fold] += int(photos[index])
        folds[str(names[index])] = fold
    return folds


def fold_file(folder: Path, fold: int) -> Path:
    """The LiteRT file of one fold's network."""
    return folder / f"fold-{fold}.tflite"


def read_cross_fitted(folder: Path, package: NetworkPackage) -> CrossFitted:
    """The networks in `folder`, calibrated each for itself; the rest is `package`'s.

    Raises `FoldsError` if they are not all there.
    """
    try:
        folds = Folds.model_validate_json((folder / FACTS).read_bytes())
        card = package.card
        networks = [
            classifier(
                package,
                fold_file(folder, fold),
                {**scalings_of(card), "photo": scaling},
                {**card.clothing_offsets, "photo": offset},
            )
            for fold, (scaling, offset) in enumerate(
                zip(folds.scalings, folds.offsets, strict=True)
            )
        ]
    except (OSError, ValueError, ValidationError) as problem:
        raise FoldsError(
            f"{folder} holds no cross-fitted networks; expected {FACTS} and a file for each fold, "
            "as `teach` leaves them."
        ) from problem
    return CrossFitted(load(package), networks, folds.of_sender)
