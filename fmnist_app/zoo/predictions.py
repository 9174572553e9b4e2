"""The robust networks' predictions on the test pictures.

One look at each picture, as it is, so that they compare with the other networks' predictions; the
Draw and Upload pages look several times.
"""

from __future__ import annotations

import numpy as np

from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.evaluation.calibration import fit_temperature
from fmnist_app.evaluation.predictions import Predictions, logarithms, write_predictions
from fmnist_app.inference.runtime import Runtime
from fmnist_app.zoo.splits import Splits

AT_ONCE = 500


def write_test_predictions(files: NetworkFiles, splits: Splits) -> None:
    """Write them beside the network; the temperature is fitted on the validation pictures."""
    runtime = Runtime(files.tflite)
    pictures, labels = splits.validation
    temperature = fit_temperature(_logs(runtime, pictures), labels)
    outcome = Predictions(_logs(runtime, splits.test[0]), temperature, splits.sha256)
    write_predictions(outcome, files.test_predictions)


def _logs(runtime: Runtime, pictures: np.ndarray) -> np.ndarray:
    parts = [
        runtime.run(pictures[i : i + AT_ONCE]).classes for i in range(0, len(pictures), AT_ONCE)
    ]
    return logarithms(np.concatenate(parts))
