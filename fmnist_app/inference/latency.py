"""How long a stored network takes for one picture, on the machine that runs the app."""

import time
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from fmnist_app.inference.runtime import Runtime

PICTURES = 100


def milliseconds_per_picture(path: Path, pictures: npt.NDArray[np.uint8]) -> float | None:
    """The median time for one of `pictures` (n, 28, 28), each on its own; None for a foreign file.

    At most a hundred pictures are tried, one thread, reading and scaling left in.
    """
    try:
        runtime = Runtime(path)
    except (OSError, ValueError, RuntimeError):
        return None
    runtime.run(pictures[:1])  # the first one also sets the network up
    taken = []
    for place in range(min(PICTURES, len(pictures))):
        began = time.perf_counter()
        runtime.run(pictures[place : place + 1])
        taken.append(time.perf_counter() - began)
    return 1000 * median(taken)
