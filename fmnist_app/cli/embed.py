"""`embed`: all test pictures laid out by what each shipped network finds alike."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist_app.catalog import available, shipped
from fmnist_app.catalog.weights import read_weights
from fmnist_app.core.atomic import writing_to
from fmnist_app.data import load_dataset
from fmnist_app.inference.embedding.files import METHODS, EmbeddingFiles
from fmnist_app.inference.embedding.make import make_maps
from fmnist_app.inference.inside.network import ArrayNetwork
from fmnist_app.lab.embedding import SHIPPED, digest


def add_parser(commands: Any) -> None:
    """Add the command `embed` and its options."""
    parser = commands.add_parser("embed", help="lay out the test pictures as the networks see them")
    parser.add_argument("--only", nargs="+", choices=available(), metavar="NETWORK")
    parser.add_argument("--out", type=Path, default=SHIPPED, metavar="FOLDER", help="write here")
    parser.add_argument("--again", action="store_true", help="make maps that are there too")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the maps of network after network, keeping each as it is done."""
    pictures = load_dataset().test_images
    for name in args.only or available():
        network = read_weights(shipped(name))
        files = EmbeddingFiles(args.out / name)
        if args.again or files.read_digest() != digest(network):
            print(f"{name} …")
            with writing_to(args.out):
                _make(network, pictures, files)
        print(f"{name}: {_kept(files)}")
    return 0


def _make(network: ArrayNetwork, pictures: npt.NDArray[np.uint8], out: EmbeddingFiles) -> None:
    with TemporaryDirectory() as folder:
        made = EmbeddingFiles(Path(folder))
        make_maps(network, pictures, made)
        made.pack(out.folder, digest(network))


def _kept(files: EmbeddingFiles) -> str:
    """How many of a picture's ten nearest each map keeps near, in words."""
    maps = {method: files.read_map(method) for method in METHODS}
    shares = [f"{method} {made.kept.mean():.2f}" for method, made in maps.items() if made]
    return f"of ten neighbours are kept: {', '.join(shares)}"
