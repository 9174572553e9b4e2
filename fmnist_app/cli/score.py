"""`score`: how good a network is on a folder of labelled pictures, domain by domain."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fmnist_app.catalog import default_name, shipped
from fmnist_app.catalog.crossfit import read_cross_fitted
from fmnist_app.cli import networks
from fmnist_app.cli.output import write_json
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count, percent
from fmnist_app.evaluation.review import ReviewGain
from fmnist_app.inference import Answering, scoring
from fmnist_app.inference.reviewing import gain_of_checking, gain_of_doubt, read_labels


def add_parser(commands: Any) -> None:
    """Add the command `score` and its options."""
    parser = commands.add_parser(
        "score", help="measure a network on a folder with a manifest.csv (path,label,domain)"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    networks.add_choice(parser)
    parser.add_argument(
        "--cross-fitted",
        type=Path,
        metavar="FOLDER",
        help="answer each picture by the network in this folder that does not know its sender",
    )
    parser.add_argument(
        "--review", action="store_true", help="also say what looking at the doubtful first brings"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures here")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score the folder, print the figures in percent, and write them as fractions."""
    asked = _asked(args)
    rows = scoring.read_manifest(args.folder)
    if not rows:
        raise LabError(f"The manifest in {args.folder} lists no picture; expected one per line.")
    result = scoring.score(rows, asked)
    result["cross_fitted"] = args.cross_fitted is not None
    if not shipped(args.model or default_name()).card.knows_clothing:
        result = scoring.of_classes_alone(result)
    print(scoring.table(result))
    if args.review:
        found = read_labels(rows, [networks.chosen(args.model), networks.second()])
        gain, checking = gain_of_doubt(found), gain_of_checking(found)
        print(_in_words(gain, "the doubtful first"))
        print(_in_words(checking, "what looks mislabelled first"))
        result |= {"review": asdict(gain), "label_check": asdict(checking)}
    if missing := [row.path for row in rows if not row.path.is_file()]:
        print(f"{len(missing)} listed files are missing and count as wrong, as {missing[0]}.")
    if args.json:
        write_json(_fractions(result), args.json)
    return 0


def _in_words(gain: ReviewGain, order: str) -> str:
    low, high = (100 * end for end in (gain.interval.low, gain.interval.high))
    return (
        f"Of {count(gain.pictures, 'picture')} {percent(gain.before, 1)} are wrong. With "
        f"{percent(gain.looked_at)} looked at, {order}, {percent(gain.first, 1)} still are, "
        f"in a random order {percent(gain.random, 1)}: {100 * gain.difference:+z.1f} points "
        f"({low:+z.1f} to {high:+z.1f})."
    )


def _asked(args: argparse.Namespace) -> Callable[[scoring.Row], Answering]:
    """Which network answers each row."""
    if args.cross_fitted is None:
        classifier = networks.chosen(args.model)
        return lambda _: classifier
    package = shipped(args.model or default_name())
    cross_fitted = read_cross_fitted(args.cross_fitted, package)
    return lambda row: cross_fitted.for_sender(row.sender)


def _fractions(found: dict[str, Any]) -> dict[str, Any]:
    """The figures, those in percent from 0 to 1 instead."""
    # What a review brings is in fractions already.
    return {
        name: value if name in {"review", "label_check"} else _fraction(name, value)
        for name, value in found.items()
    }


def _fraction(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _fractions(value)
    in_percent = isinstance(value, float) and name != "clothing_auroc"
    return round(value / 100, 4) if in_percent else value
