"""`label`: a folder of pictures labelled unattended, taken up again where it was broken off."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from fmnist_app.cli import networks
from fmnist_app.cli.classify import pictures_in
from fmnist_app.core.atomic import write_whole
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.delivery.alike import groups
from fmnist_app.delivery.labelling import KEPT_AT_ONCE, File, label_all
from fmnist_app.delivery.store import Delivery, Said
from fmnist_app.inference.annotations import Annotation, as_csv
from fmnist_app.inference.label import gravity


def add_parser(commands: Any) -> None:
    """Add the command `label` and its options."""
    parser = commands.add_parser("label", help="label a folder, and say what a person should see")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--review", type=Path, metavar="OUT", required=True, help="write here")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="go on from here; else OUT.sqlite"
    )
    networks.add_choice(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Label all pictures of the folder, and write the table for the review."""
    files = pictures_in(args.folder)
    if not files:
        raise LabError(f"No picture found in {args.folder}.")
    delivery = Delivery(args.keep or args.review.with_suffix(".sqlite"))
    answering = [networks.chosen(args.model), networks.second()]
    bar = tqdm(total=len(files), unit="picture", disable=None)  # on a terminal only
    for part in _parts(files):
        came = [File.of(str(one.relative_to(args.folder)), one.read_bytes()) for one in part]
        for _ in label_all(delivery, came, answering):
            pass
        bar.update(len(part))
    bar.close()
    return _write(delivery, args.review)


def _parts(files: list[Path]) -> Iterator[list[Path]]:
    """Some at a time, so that a folder of any size fits in memory."""
    for first in range(0, len(files), KEPT_AT_ONCE):
        yield files[first : first + KEPT_AT_ONCE]


def _words(said: Said | None) -> tuple[str, str]:
    return (said.label, said.at) if said else ("", "")


def _write(delivery: Delivery, out: Path) -> int:
    """Write the table, what needs a look first, and say what was found."""
    pictures, said = delivery.pictures(), delivery.said()
    rows = [
        Annotation(one.name, one.label, *_words(said.get(one.key)), one.network)
        for one in pictures
        if one.label
    ]
    rows.sort(key=lambda row: gravity(row.label))
    write_whole(as_csv(rows).decode(), out)
    for one in pictures:
        if one.why:
            print(f"{one.name}: skipped. {one.why}", file=sys.stderr)
    doubtful = sum(row.label.needs_a_look for row in rows)
    alike = groups(delivery.looks()[1])
    again = count(len(delivery.copies()), "repeated file")
    print(
        f"{count(len(rows), 'picture')} labelled, {doubtful} to be looked at, "
        f"{count(len(alike), 'group')} of near-duplicates, {again}: {out}"
    )
    return 0
