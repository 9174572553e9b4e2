"""The command line: `python -m fmnist_app COMMAND`, each command in a module of `cli`."""

import argparse
import sys

from fmnist_app.cli import (
    bench,
    classify,
    data,
    embed,
    frontier,
    inside,
    label,
    label_errors,
    masks,
    record,
    remedies,
    score,
    search,
    sort,
    study,
    teach,
    train,
)
from fmnist_app.core.errors import LabError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0, or 1 after one sentence on the error output."""
    parser = argparse.ArgumentParser(prog="python -m fmnist_app", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (
        data,
        train,
        study,
        remedies,
        search,
        frontier,
        record,
        classify,
        label,
        label_errors,
        sort,
        score,
        masks,
        teach,
        inside,
        embed,
        bench,
    ):
        command.add_parser(commands)
    args = parser.parse_args(arguments)
    try:
        return int(args.run(args))
    except LabError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
