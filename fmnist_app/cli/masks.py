"""`masks`: how well garments are cut out of photos, against masks drawn by hand."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fmnist_app.cli.output import write_json
from fmnist_app.core.formatting import count, percent
from fmnist_app.zoo.masks import overlaps


def add_parser(commands: Any) -> None:
    """Add the command `masks` and its options."""
    parser = commands.add_parser(
        "masks", help="compare the app's cut-outs with masks drawn by hand (fmnist_app/zoo/files)"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the overlaps here")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the mean overlap and how many failed, and the worst."""
    found = overlaps(args.folder)
    print(
        f"{count(len(found.by_photo), 'photo')}: intersection over union {found.mean:.3f} in the "
        f"mean, under 0.5 for {percent(found.failed)}."
    )
    for name, value in sorted(found.by_photo.items(), key=lambda one: one[1])[:5]:
        print(f"  {value:.2f}  {name}")
    if args.json:
        write_json(asdict(found), args.json)
    return 0
