"""`python -m fmnist_app data`: find, fetch and verify the data set from a terminal."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count, percent
from fmnist_app.data import FILES, Dataset, DatasetMissingError, find, load_dataset, read_file
from fmnist_app.data.duplicates import FILE, Pair, as_json, near_duplicates

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """Add the `data` command to the program's commands."""
    parser = subparsers.add_parser("data", help="find or fetch Fashion-MNIST, and verify it")
    parser.add_argument(
        "--no-fetch", action="store_true", help="say so when it is missing; download nothing"
    )
    parser.add_argument(
        "--duplicates", action="store_true", help="find pictures that show the same piece"
    )
    parser.add_argument("--json", type=Path, default=FILE, metavar="OUT", help="write those here")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the `data` command; returns 0, or 1 with a sentence on stderr when it went wrong."""
    try:
        dataset = load_dataset(fetch=not args.no_fetch, say=_say)
        _verify(dataset.source)
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Ready: {count(len(dataset.train_labels), 'picture')} to train on, ", end="")
    print(f"{count(len(dataset.test_labels))} to test with.")
    return _duplicates(dataset, args.json) if args.duplicates else 0


def _duplicates(dataset: Dataset, out: Path) -> int:
    """Compare all pictures with each other, and write the pairs."""
    pairs: list[Pair] = []
    for share, found in near_duplicates(dataset):
        pairs += found
        print(f"{percent(share)} compared, {count(len(pairs), 'pair')}", file=sys.stderr)
    write_whole(as_json(pairs, dataset.sha256), out)
    across = sum(pair.crosses for pair in pairs)
    print(f"{count(len(pairs), 'pair')}, {across} of them across learning and testing: {out}")
    return 0


def _verify(source: str) -> None:
    """Print one line for each file, read anew: loading alone may not have opened them."""
    try:
        found = find()
    except DatasetMissingError:
        print(f"Unpacked and verified earlier from {source}; the packed files are gone.")
        return
    print(f"Found in {found.source}.")
    for file in FILES.values():
        shape = " x ".join(str(length) for length in read_file(found.folder, file).shape)
        print(f"  {file.name:28} {shape:16} sha256 ok")


def _say(text: str) -> None:
    print(text, flush=True)
