"""Out-of-fold probabilities: each training picture answered by a network that never saw it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import percent
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import CLASSES, Dataset
from fmnist_app.data.split import VALIDATION_PICTURES, alternating_order
from fmnist_app.evaluation.predictions import PredictionsError, read_predictions
from fmnist_app.experiments.frontier.recipes import USUAL
from fmnist_app.models import OWN
from fmnist_app.models.frontier import FRONTIER
from fmnist_app.models.own import as_text
from fmnist_app.training.control import Control
from fmnist_app.training.points import Point, ignore
from fmnist_app.training.run import train
from fmnist_app.training.settings import TrainingSettings

Labels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
NETWORK = "resnet-54k"  # the best of those that train in minutes


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many networks are trained, each on all pictures but its fold, and how."""

    layers: str = as_text(FRONTIER[NETWORK])
    folds: int = 5
    epochs: int = 8
    seed: int = 0
    # Labels made wrong before anything learns, to see how many of them come to light.
    planted: int = 300

    def settings(self, learnt: int) -> TrainingSettings:
        """The settings of a training on `learnt` pictures, those for validation among them."""
        return TrainingSettings(
            models=(OWN,),
            own=self.layers,
            epochs=self.epochs,
            pictures=learnt - VALIDATION_PICTURES,
            seed=self.seed,
            **USUAL,
        )


def with_planted(labels: Labels, plan: Plan) -> tuple[Labels, npt.NDArray[np.intp]]:
    """A copy of the labels with some made wrong by chance, and the numbers of those, in order."""
    draw = np.random.default_rng(plan.seed)
    numbers = np.sort(draw.choice(len(labels), plan.planted, replace=False))
    wrong = labels.copy()
    wrong[numbers] = (labels[numbers] + draw.integers(1, CLASSES, len(numbers))) % CLASSES
    return wrong, numbers


def out_of_fold(
    dataset: Dataset, labels: Labels, plan: Plan, folder: Path, say: Callable[[str], None]
) -> Floats:
    """Calibrated probabilities (n, 10) of the training pictures, from networks that learn `labels`.

    Goes on in `folder` after the last whole epoch of an earlier try; `say` gets a line for each.
    Raises `LabError` if a training fails or the folder holds another.
    """
    answers = np.zeros((len(labels), CLASSES), np.float32)
    order = alternating_order(labels, plan.seed)
    for number, fold in enumerate(np.array_split(order, plan.folds)):
        held = np.sort(fold)
        part = _without(dataset, labels, held, plan)
        answers[held] = _answers(part, plan, folder / f"fold-{number}", number, say)
    return answers


def _without(dataset: Dataset, labels: Labels, held: npt.NDArray[np.int32], plan: Plan) -> Dataset:
    """The data set of one fold, whose test pictures are those held back."""
    learnt = np.delete(np.arange(len(labels)), held)
    told = [dataset.sha256, plan.settings(len(learnt)).as_dict(), plan.folds, plan.planted]
    return Dataset(
        train_images=dataset.train_images[learnt],
        train_labels=labels[learnt],
        test_images=dataset.train_images[held],
        test_labels=labels[held],
        source=dataset.source,
        sha256=hashlib.sha256(json.dumps([*told, held.tolist()]).encode()).hexdigest(),
    )


def _answers(
    part: Dataset, plan: Plan, folder: Path, number: int, say: Callable[[str], None]
) -> Floats:
    files = NetworkFiles(folder, OWN)
    try:
        kept = read_predictions(files.test_predictions)
    except PredictionsError:
        _train(part, plan, folder, number, say)
        kept = read_predictions(files.test_predictions)
    if kept.data_sha256 != part.sha256:
        raise LabError(f"{folder} holds a training on other pictures; choose another folder.")
    return kept.surest


def _train(
    part: Dataset, plan: Plan, folder: Path, number: int, say: Callable[[str], None]
) -> None:
    settings = plan.settings(len(part.train_labels))

    def hear(point: Point) -> None:
        if point.kind == "epoch":
            right = percent(point.val_accuracy, 2)
            say(
                f"Fold {number + 1} of {plan.folds}: epoch {point.epoch:.0f}, {right} of validation"
            )

    folder.mkdir(parents=True, exist_ok=True)
    (result,) = train(
        part,
        settings,
        Control(settings.epochs),
        folder,
        on_point=hear,
        on_progress=ignore,
        on_result=ignore,
    )
    if result.ending != "finished":
        raise LabError(result.explanation or f"Fold {number + 1} was stopped.")
