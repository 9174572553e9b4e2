"""Labelled pictures in folds, each answered by a network that does not know its sender."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from fmnist_app.catalog.card import ModelCard
from fmnist_app.catalog.crossfit import Folds, fold_file, split_by_sender
from fmnist_app.inference.runtime import Runtime
from fmnist_app.zoo import crossfit
from fmnist_app.zoo.crossfit import PhotoAnswers
from fmnist_app.zoo.photos import LabelledPhotos


@dataclass(frozen=True, eq=False)
class Folded:
    """Labelled pictures of one kind ("photo" or "drawing"), in so many folds."""

    kind: str
    pictures: LabelledPhotos
    folds: int

    @cached_property
    def of_sender(self) -> dict[str, int]:
        """Each sender's fold."""
        return split_by_sender(self.pictures.senders, self.folds)

    @cached_property
    def fold_of(self) -> np.ndarray:
        """Each picture's fold (n,)."""
        return np.array([self.of_sender[str(sender)] for sender in self.pictures.senders])

    def without(self, fold: int | None) -> LabelledPhotos:
        """The pictures of all folds but this one."""
        if fold is None:
            return self.pictures
        return self.pictures.part(np.flatnonzero(self.fold_of != fold))


@dataclass(frozen=True, eq=False)
class Fitted:
    """Pictures of one kind answered by networks that do not know them, and what fits that."""

    folded: Folded
    found: PhotoAnswers
    folds: Folds


def fitted(folder: Path, folded: Folded) -> Fitted:
    """Each picture answered by the network in `folder` of its fold, and what fits the answers."""
    count = len(folded.fold_of)
    classes, scores = np.empty((count, 10), np.float32), np.empty(count)
    for fold in range(folded.folds):
        own = np.flatnonzero(folded.fold_of == fold)
        runtime = Runtime(fold_file(folder, fold))
        found = crossfit.answers(runtime, folded.pictures.part(own), every_mask=True)
        classes[own], scores[own] = found.classes, found.scores
    answers = PhotoAnswers(classes, scores, folded.pictures.classes)
    fits = crossfit.fitted_folds(answers, folded.fold_of, folded.of_sender, folded.kind)
    return Fitted(folded, answers, fits)


def with_fitted(card: ModelCard, fitted: Fitted) -> ModelCard:
    """The card with what is fitted to pictures of one kind."""
    found, folded = fitted.found, fitted.folded
    own = {
        "temperatures": crossfit.temperature(found),
        "top_labels": crossfit.top_label(found),
        "clothing_offsets": crossfit.clothing_offset(found, folded.kind),
        "calibration": crossfit.calibration(found, folded.fold_of, fitted.folds),
    }
    changed = {name: {**getattr(card, name), folded.kind: value} for name, value in own.items()}
    return card.model_copy(update=changed)
