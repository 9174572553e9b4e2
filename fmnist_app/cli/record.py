"""`record`: one network's run with its answers after every epoch, as Home plays it."""

import argparse
import sys
from pathlib import Path
from typing import Any

from fmnist_app.cli import options
from fmnist_app.core.formatting import duration
from fmnist_app.data import load_dataset
from fmnist_app.training.load import load_tensorflow
from fmnist_app.training.presets import DEMO, PRESETS
from fmnist_app.training.recording import SHIPPED, write_recording


def add_parser(commands: Any) -> None:
    """Add the command `record` and its options."""
    parser = commands.add_parser("record", help="train one network and keep what Home plays")
    options.add_options(parser, PRESETS[DEMO].settings)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="file to write")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Record the run asked for, and print a line for each epoch."""
    settings = options.settings_of(args)
    dataset = load_dataset(fetch=True, say=lambda text: print(text, file=sys.stderr))
    load_tensorflow()
    # TensorFlow takes seconds to load, which wrong arguments should not have to wait for.
    from fmnist_app.training.record import record  # noqa: PLC0415
    from fmnist_app.training.threads import share_cores  # noqa: PLC0415

    share_cores()

    recording = record(dataset, settings, lambda line: print(line, flush=True))
    write_recording(recording, args.out)
    print(f"Recorded in {duration(recording.seconds)}, kept in {args.out}")
    return 0
