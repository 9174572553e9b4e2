"""`label-errors`: finds the labels of Fashion-MNIST that look wrong."""

import argparse
import datetime
import sys
from pathlib import Path
from typing import Any

from fmnist_app.core import machine
from fmnist_app.core.formatting import count, percent
from fmnist_app.core.paths import home
from fmnist_app.core.versions import versions
from fmnist_app.data import load_dataset
from fmnist_app.experiments.label_errors.found import (
    DIGITS,
    FILE,
    LISTED,
    Found,
    gravest,
    rounded,
    write_found,
)
from fmnist_app.training.environment import prepare_environment


def add_parser(commands: Any) -> None:
    """Add the command `label-errors` and its options."""
    parser = commands.add_parser(
        "label-errors", help="find labels of Fashion-MNIST that look wrong, by training networks"
    )
    parser.add_argument("--work", type=Path, help="folder that the trainings go on from")
    parser.add_argument("--out", type=Path, default=FILE, help="file to write")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train a network for each fold, and write what all of them find."""
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    prepare_environment()
    # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
    from fmnist_app.experiments.label_errors.folds import (  # noqa: PLC0415
        NETWORK,
        Plan,
        out_of_fold,
        with_planted,
    )
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415

    share_cores()
    plan = Plan()
    labels, planted = with_planted(dataset.train_labels, plan)
    work = args.work or home() / "label-errors"
    answers = out_of_fold(dataset, labels, plan, work, _say)
    found, caught = gravest(answers, labels, planted)
    right = answers.argmax(axis=1) == dataset.train_labels
    written = Found(
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
    write_found(written, args.out)
    print(
        f"{count(written.disagree, 'label')} of {count(written.pictures)} are not what the "
        f"networks say, who are right about {percent(written.accuracy, 2)}. Of "
        f"{count(written.planted)} made wrong before, {written.brought_to_light} would stand among "
        f"the {count(len(written.listed))} listed, {written.by_chance:.0f} by chance: {args.out}"
    )
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
