"""What a training is asked for on the command line, as the commands that train share it."""

import argparse
from typing import Any

from fmnist_app.training import ALL_PICTURES, HOLDOUT_PICTURES, TrainingSettings


def add_options(parser: argparse.ArgumentParser, epochs: int) -> None:
    """Add the options that say which networks train, for how long and on what."""
    parser.add_argument("--models", default="basic,standard", help="names with commas between")
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--protocol", choices=["report", "holdout"], default="holdout")
    parser.add_argument("--pictures", type=int, help="training pictures; all if left out")


def settings_of(args: argparse.Namespace, **more: Any) -> TrainingSettings:
    """The settings asked for; `more` are those that a command names in its own way."""
    everything = ALL_PICTURES if args.protocol == "report" else HOLDOUT_PICTURES
    return TrainingSettings(
        models=tuple(name.strip() for name in args.models.split(",")),
        epochs=args.epochs,
        pictures=everything if args.pictures is None else args.pictures,
        protocol=args.protocol,
        **more,
    )
