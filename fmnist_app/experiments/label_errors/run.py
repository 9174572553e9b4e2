"""Looking for labels that look wrong, from the first training to the list."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from fmnist_app.core import machine
from fmnist_app.core.versions import versions
from fmnist_app.data import Dataset
from fmnist_app.experiments.label_errors.folds import NETWORK, Plan, out_of_fold, with_planted
from fmnist_app.experiments.label_errors.found import DIGITS, LISTED, Found, gravest, rounded

THE_PLAN = Plan()  # as `label-errors` carries it out


def find_label_errors(
    dataset: Dataset, work: Path, say: Callable[[str], None], plan: Plan = THE_PLAN
) -> Found:
    """Train a network for each fold, going on from `work`, and list what all of them find.

    `say` gets a line for each fold. Raises `LabError` as `out_of_fold` does.
    """
    labels, planted = with_planted(dataset.train_labels, plan)
    answers = out_of_fold(dataset, labels, plan, work, say)
    found, caught = gravest(answers, labels, planted)
    right = answers.argmax(axis=1) == dataset.train_labels
    return Found(
        network=NETWORK,
        settings=plan.settings(len(labels) - len(labels) // plan.folds).as_dict(),
        folds=plan.folds,
        pictures=len(labels),
        accuracy=round(float(right.mean()), DIGITS),
        disagree=len(found),
        planted=plan.planted,
        brought_to_light=caught,
        listed=tuple(rounded(one) for one in found[:LISTED]),
        data_sha256=dataset.sha256,
        machine=machine.in_words(),
        made=datetime.datetime.now(datetime.UTC).date().isoformat(),
        versions=versions(),
    )
