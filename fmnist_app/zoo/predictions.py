"""The answers of the robust networks to the test pictures: `python -m fmnist_app.zoo.predictions`.

One look at each picture, as it is, so that they compare with the other networks' answers; the
Draw and Upload pages look several times. Needs LiteRT alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from fmnist_app.catalog.shipped import FOLDER, available, card
from fmnist_app.evaluation.calibration import fit_temperature
from fmnist_app.evaluation.predictions import OUTCOME, Outcome, logarithms, write_outcome
from fmnist_app.inference.runtime import Runtime
from fmnist_app.zoo.splits import Catalogue, read_catalogue

AT_ONCE = 500


def main() -> int:
    """Write the answers of every shipped robust network; returns the exit code."""
    for name in available():
        facts = card(name)
        if "clothing_offset" in facts:
            write_answers(name, read_catalogue(facts["seed"]), FOLDER)
    return 0


def write_answers(name: str, catalogue: Catalogue, folder: Path) -> None:
    """Write `<name>.outcome.npz`; the temperature is fitted on the validation pictures."""
    runtime = Runtime(folder / f"{name}.tflite")
    pictures, labels = catalogue.validation
    temperature = fit_temperature(_logs(runtime, pictures), labels)
    outcome = Outcome(_logs(runtime, catalogue.test[0]), temperature, catalogue.sha256)
    write_outcome(outcome, folder / OUTCOME.format(name))


def _logs(runtime: Runtime, pictures: np.ndarray) -> np.ndarray:
    parts = [
        runtime.run(pictures[i : i + AT_ONCE]).classes for i in range(0, len(pictures), AT_ONCE)
    ]
    return logarithms(np.concatenate(parts))


if __name__ == "__main__":
    sys.exit(main())
