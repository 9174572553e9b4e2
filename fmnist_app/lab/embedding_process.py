"""The process that makes one network's maps: scikit-learn and openTSNE load here alone.

It is told a folder with the network, how many pictures, and the process it works for; it ends when
that one is gone. What it says on its output is a sentence for visitors.
"""

import json
import os
import sys
from itertools import count
from pathlib import Path

import numpy as np

from fmnist_app.catalog.weights import architecture_named
from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.inference.embedding.files import EmbeddingFiles
from fmnist_app.inference.embedding.make import make_maps
from fmnist_app.inference.inside.network import ArrayNetwork, by_layer

NICE = 10  # answers and trainings come first


def main(folder: Path, pictures: int, server: int) -> int:
    """Make the maps that are missing; returns 1 after one sentence."""
    if hasattr(os, "nice"):
        os.nice(NICE)

    def go_on() -> None:
        if os.getppid() != server:
            sys.exit("The server is gone.")

    files = EmbeddingFiles(folder)
    try:
        make_maps(read_network(files), load_dataset().test_images[:pictures], files, go_on)
    except LabError as error:
        print(error)
        return 1
    return 0


def read_network(files: EmbeddingFiles) -> ArrayNetwork:
    """The network that was laid out for this process."""
    layers = architecture_named(*json.loads(files.task.read_text(encoding="utf-8")))
    with np.load(files.network, allow_pickle=False) as stored:
        arrays = (stored[f"arr_{place}"] for place in count())
        return ArrayNetwork(layers, by_layer(layers, arrays))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
