"""`teach`: a robust network goes on learning from labelled photos, and is measured honestly."""

import argparse
import math
import sys
from pathlib import Path
from typing import Any

from fmnist_app.catalog import shipped
from fmnist_app.catalog.shipped import default_name
from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import percent, percents
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.data import load_dataset
from fmnist_app.training.load import load_tensorflow

FEWEST_FOLDS, MOST_FOLDS = 2, 10


def add_parser(commands: Any) -> None:
    """Add the command `teach` and its options."""
    parser = commands.add_parser(
        "teach",
        help="go on with a robust network on your photos, in folders by class or by manifest.csv",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--drawings",
        type=Path,
        metavar="FOLDER",
        action="append",
        default=[],
        help="drawings or icons to learn from too, as the photos; may be given more than once",
    )
    parser.add_argument("--start", metavar="NAME", default=default_name(), help="the network")
    parser.add_argument("--name", default="taught", help="what the new network is called")
    parser.add_argument("--out", type=Path, default=Path("taught"), help="folder for its files")
    parser.add_argument("--folds", type=int, default=3, help="how often it is made to be measured")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=5, help="of a photo in an epoch, on average")
    parser.add_argument("--learning-rate", type=float, default=6e-4)
    parser.add_argument("--plain-weight", type=float, default=1.0, help="of catalogue pictures")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cache", type=Path, help="folder that keeps rehearsed pictures")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Teach, print what that brought, and leave the network's files."""
    start = shipped(args.start)
    if not start.card.knows_clothing:
        raise LabError(
            f"{start.title} knows the ten classes only; expected a robust network to go on with."
        )
    if not FEWEST_FOLDS <= args.folds <= MOST_FOLDS or min(args.epochs, args.repeats) < 1:
        raise LabError(
            f"Found {args.folds} folds, {args.epochs} epochs and {args.repeats} repeats; expected "
            f"{FEWEST_FOLDS} to {MOST_FOLDS} folds and at least one epoch and one repeat."
        )
    if not (0 < args.learning_rate < 1 and 0 < args.plain_weight < math.inf):
        raise LabError(
            f"Found a learning rate of {args.learning_rate} and a weight of {args.plain_weight}; "
            "expected a rate between 0 and 1 and a weight above 0."
        )
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    load_tensorflow()
    # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415
    from fmnist_app.zoo.photo_network import Teaching, make  # noqa: PLC0415
    from fmnist_app.zoo.photos import joined, read_photos  # noqa: PLC0415
    from fmnist_app.zoo.splits import read_splits  # noqa: PLC0415
    from fmnist_app.zoo.teach import TeachSettings  # noqa: PLC0415

    share_cores()
    photos = read_photos(args.folder)
    drawings = [read_photos(folder, "drawing") for folder in args.drawings]
    args.out.mkdir(parents=True, exist_ok=True)
    files = NetworkFiles(args.out, args.name)
    settings = TeachSettings(
        epochs=args.epochs,
        repeats=args.repeats,
        learning_rate=args.learning_rate,
        plain_weight=args.plain_weight,
        seed=args.seed,
    )
    teaching = Teaching(photos, start, files, settings, args.folds, args.cache, joined(drawings))
    made = make(teaching, read_splits(args.seed, dataset), dataset)
    for one in made.brought:
        print(
            f"{one.kind.capitalize()}s of people it does not know: "
            f"{percent(one.before, 1)} named right before, "
            f"{percent(one.before + one.gained, 1)} after "
            f"({percent(one.gained, 1, signed=True)}; 95 % interval "
            f"{percents(one.interval.low, one.interval.high, 1)})."
        )
    return 0
