"""`label-errors`: finds the labels of Fashion-MNIST that look wrong."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from fmnist_app.core.atomic import writing_to
from fmnist_app.core.formatting import count, percent
from fmnist_app.core.paths import home
from fmnist_app.data import load_dataset
from fmnist_app.experiments.label_errors.found import FILE, Found, write_found
from fmnist_app.training.load import load_tensorflow


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
    with writing_to(args.out):
        args.out.parent.mkdir(parents=True, exist_ok=True)  # half an hour before it is needed
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    load_tensorflow()
    # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
    from fmnist_app.experiments.label_errors.run import find_label_errors  # noqa: PLC0415
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415

    share_cores()
    found = find_label_errors(
        dataset, args.work or home() / "label-errors", say=partial(print, flush=True)
    )
    write_found(found, args.out)
    print(f"{in_words(found)}: {args.out}")
    return 0


def in_words(found: Found) -> str:
    """How many labels look wrong, and how far that can be trusted."""
    return (
        f"{count(found.disagree, 'label')} of {count(found.pictures)} are not what the networks "
        f"say, who are right about {percent(found.accuracy, 2)}. Of {count(found.planted)} made "
        f"wrong before, {found.brought_to_light} would stand among the "
        f"{count(len(found.listed))} listed, {found.by_chance:.0f} by chance"
    )
