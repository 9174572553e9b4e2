"""The choice of a shipped network, as the commands that answer share it."""

import argparse

from fmnist_app.catalog import available, default_name, load, shipped
from fmnist_app.inference import Answering

SECOND = "standard-robust"  # has to agree, as on the pages that label many


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add the option `--model`."""
    parser.add_argument(
        "--model",
        metavar="NAME",
        help=f"one of {', '.join(available())}; {default_name()} if left out",
    )


def chosen(name: str | None) -> Answering:
    """The network of that name, or the one the app uses; raises NoSuchNetworkError."""
    return load(shipped(name or default_name()))


def second() -> Answering:
    """The network that has to agree with the one that labels."""
    return load(shipped(SECOND))
