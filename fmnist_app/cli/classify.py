"""`classify`: labels for picture files and folders of them, as a table."""

import argparse
import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from tqdm import tqdm

from fmnist_app.cli import networks
from fmnist_app.core.atomic import writing_to
from fmnist_app.core.errors import LabError
from fmnist_app.images import PictureError
from fmnist_app.images.files import ENDINGS as PICTURES
from fmnist_app.inference import Answering
from fmnist_app.inference.batch import read_all, read_one
from fmnist_app.inference.label import as_cells, label_of

COLUMNS = ["path", "label", "probability", "clothing_score", "needs_a_look", "reason"]
# What a folder is searched for; a file that is named itself may have any name.
ENDINGS = {f".{ending}" for ending in (*PICTURES, "ppm", "pgm")}


def add_parser(commands: Any) -> None:
    """Add the command `classify` and its options."""
    parser = commands.add_parser("classify", help="label pictures: files, or folders of them")
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    networks.add_choice(parser)
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write here; else print")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Label every picture; those that cannot be read are named and skipped."""
    classifier = networks.chosen(args.model)
    files = list(_files(args.paths))
    if not files:
        raise LabError(f"No picture found in {', '.join(map(str, args.paths))}.")
    with _opened(args.csv) as out:
        labelled = _label(files, classifier, csv.writer(out))
    if not labelled:
        raise LabError(f"None of {len(files)} files could be read as a picture.")
    if args.csv:
        print(f"{labelled} of {len(files)} pictures labelled by {classifier.name}: {args.csv}")
    return 0


def _label(files: list[Path], classifier: Answering, out: Any) -> int:
    """Write one row for each file that can be read; returns how many could."""
    out.writerow(COLUMNS)
    labelled = 0
    shown = tqdm(files, unit="picture", disable=None)  # on a terminal only
    for path, sight in zip(shown, read_all(files, read_one), strict=True):
        if isinstance(sight, PictureError):
            tqdm.write(f"{_text(path)}: skipped. {sight}", file=sys.stderr)
            continue
        out.writerow([_text(path), *as_cells(label_of(classifier.answer(sight)))])
        labelled += 1
    return labelled


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and the pictures inside the folders named, sorted."""
    for path in paths:
        if path.is_dir():
            yield from pictures_in(path)
        else:
            yield path


def pictures_in(folder: Path) -> list[Path]:
    """The pictures inside a folder and its folders, by their names' endings, sorted."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """The file to write, or the terminal."""
    if path is None:
        yield sys.stdout
        return
    with writing_to(path):
        out = path.open("w", newline="", encoding="utf-8")
    with out:
        yield out


def _text(path: Path) -> str:
    """The path as text that can be written, also where its bytes are no UTF-8."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
