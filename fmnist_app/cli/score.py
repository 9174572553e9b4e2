"""`score`: how good a network is on a folder of labelled pictures, domain by domain."""

import argparse
import json
from pathlib import Path
from typing import Any

from fmnist_app.cli import networks
from fmnist_app.core.errors import LabError
from fmnist_app.inference import scoring


def add_parser(commands: Any) -> None:
    """Add the command `score` and its options."""
    parser = commands.add_parser(
        "score", help="measure a network on a folder with a manifest.csv (path,label,domain)"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    networks.add_choice(parser)
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures here")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score the folder, print the figures in percent, and write them as fractions."""
    classifier = networks.chosen(args.model)
    rows = scoring.read_manifest(args.folder)
    if not rows:
        raise LabError(f"The manifest in {args.folder} lists no picture; expected one per line.")
    result = scoring.score(rows, classifier)
    print(scoring.table(result))
    if missing := [row.path for row in rows if not row.path.is_file()]:
        print(f"{len(missing)} listed files are missing and count as wrong, as {missing[0]}.")
    if args.json:
        _write(result, args.json)
    return 0


def _write(result: dict[str, Any], out: Path) -> None:
    domains = {name: _fractions(row) for name, row in result["domains"].items()}
    text = json.dumps({**result, "domains": domains}, indent=2)
    try:
        out.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise LabError(f"Cannot write to {out}: {error.strerror}.") from error


def _fractions(row: dict[str, float]) -> dict[str, float]:
    """The figures of a domain, from 0 to 1 instead of percent."""
    return {name: value if name == "n" else round(value / 100, 4) for name, value in row.items()}
