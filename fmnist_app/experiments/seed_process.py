"""The process that trains one seed of a study on a cluster's worker, and leaves a study of it.

It reads the settings as JSON, writes the study to the file that it is told, and ends when the
worker that it works for is gone. What it says on its output is a sentence.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.data import load_dataset
from fmnist_app.training.load import load_tensorflow
from fmnist_app.training.settings import settings_from

EVERY = 1.0  # seconds between two looks whether the worker is there


def main(path: Path, worker: int) -> int:
    """Train the seed of the settings; returns 1 after one sentence."""
    threading.Thread(target=_end_with, args=(worker,), daemon=True).start()
    try:
        settings = settings_from(json.load(sys.stdin))
        dataset = load_dataset(fetch=True)
        load_tensorflow()
        # TensorFlow takes seconds to load, and there may be nothing to train.
        from fmnist_app.experiments.run import run_study  # noqa: PLC0415
        from fmnist_app.training.threads import share_cores  # noqa: PLC0415

        share_cores()
        run_study(dataset, settings, 1, path, lambda _: None)
    except LabError as error:
        print(error)
        return 1
    return 0


def _end_with(worker: int) -> None:
    while os.getppid() == worker:
        time.sleep(EVERY)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
