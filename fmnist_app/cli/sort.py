"""`sort`: one's own pictures in a folder for each label, by the table that labelling them left."""

import argparse
import sys
from pathlib import Path
from typing import Any

from fmnist_app.cli.classify import pictures_in
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.delivery.sorting import read_labels, sort_into

NAMED = 20  # files that are named in full


def add_parser(commands: Any) -> None:
    """Add the command `sort` and its options."""
    parser = commands.add_parser("sort", help="copy pictures into folders by their labels")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--by", type=Path, metavar="TABLE", required=True, help="the table, as CSV")
    parser.add_argument("--into", type=Path, metavar="OUT", required=True, help="a new folder")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Copy what the table names, and say what is in one of the two alone."""
    labels = read_labels(args.by)
    pictures = pictures_in(args.folder)
    if not pictures:
        raise LabError(f"No picture found in {args.folder}.")
    done = sort_into(args.into, pictures, labels)
    _name("in the table, but not in the folder", done.missing)
    _name("in the folder, but not in the table", [str(one) for one in done.unnamed])
    print(f"{count(done.copied, 'picture')} copied into {args.into}")
    return 0 if done.copied else 1


def _name(what: str, names: tuple[str, ...] | list[str]) -> None:
    for name in names[:NAMED]:
        print(f"{name}: {what}", file=sys.stderr)
    if len(names) > NAMED:
        print(f"and {len(names) - NAMED} more {what}", file=sys.stderr)
