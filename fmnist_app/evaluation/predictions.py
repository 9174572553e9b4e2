"""What one trained network said of every test picture, kept beside it so that nothing runs twice.

Imported by the worker process, so it needs NumPy alone.
"""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist_app.core.atomic import atomic_write
from fmnist_app.core.errors import LabError

Floats = npt.NDArray[np.float32]
FLOOR = 1e-12  # the smallest probability that is kept


class PredictionsError(LabError):
    """A file of outcomes that is missing, broken or not what the app writes."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """The answers of one network to the test pictures, in their order.

    `log_probabilities` (n, 10) float32 are natural logarithms of the softmax outputs, not
    calibrated. `temperature` was fitted on validation pictures; None where a run kept none back.
    `data_sha256` is the digest of the data set: only outcomes on the same data can be compared.
    `likeliest` (n,) are the classes as they were before the logarithms were rounded for the file.
    """

    log_probabilities: Floats
    temperature: float | None
    data_sha256: str
    likeliest: npt.NDArray[np.uint8] | None = None

    @property
    def probabilities(self) -> Floats:
        """The softmax outputs (n, 10) as the network gives them; rows sum to 1."""
        return at_temperature(self.log_probabilities, 1.0)

    @property
    def predictions(self) -> npt.NDArray[np.uint8]:
        """The likeliest class (n,) of every picture."""
        if self.likeliest is not None:
            return self.likeliest
        return np.asarray(self.log_probabilities.argmax(axis=1), np.uint8)

    @property
    def calibrated(self) -> Floats | None:
        """The probabilities (n, 10) at the fitted temperature; None where none was fitted."""
        if self.temperature is None:
            return None
        return at_temperature(self.log_probabilities, self.temperature)

    @property
    def surest(self) -> Floats:
        """The probabilities (n, 10) to go by: calibrated, or as they are where none was fitted."""
        calibrated = self.calibrated
        return self.probabilities if calibrated is None else calibrated


def at_temperature(log_probabilities: npt.NDArray[Any], temperature: float) -> Floats:
    """Softmax (n, 10) of logarithms of probabilities divided by `temperature`; rows sum to 1."""
    scaled = log_probabilities.astype(np.float32) / np.float32(temperature)
    powered = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(powered / powered.sum(axis=-1, keepdims=True), np.float32)


def logarithms(probabilities: npt.NDArray[Any]) -> Floats:
    """Natural logarithms (n, 10) of probabilities, none below that of 1e-12."""
    return np.asarray(np.log(np.maximum(probabilities, FLOOR)), np.float32)


def write_predictions(outcome: Predictions, path: Path) -> None:
    """Write the outcome whole or not at all, as 16-bit logarithms, some 150 kB for 10,000."""
    note = {"temperature": outcome.temperature, "data_sha256": outcome.data_sha256}
    with atomic_write(path) as half, half.open("wb") as file:
        np.savez_compressed(
            file,
            log_probabilities=outcome.log_probabilities.astype(np.float16),
            likeliest=outcome.predictions,
            note=np.frombuffer(json.dumps(note).encode(), np.uint8),
        )


def read_predictions(path: Path) -> Predictions:
    """The outcome in `path`; raises `PredictionsError` if it is missing or broken."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            note = json.loads(stored["note"].tobytes())
            logs = stored["log_probabilities"].astype(np.float32)
            likeliest = stored["likeliest"].astype(np.uint8)
        temperature = note["temperature"]
        temperature = None if temperature is None else float(temperature)
        outcome = Predictions(logs, temperature, str(note["data_sha256"]), likeliest)
    except OSError as error:
        raise PredictionsError(f"There are no answers at {path.name}.") from error
    except (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise PredictionsError(f"{path.name} holds no answers of a network.") from error
    right_shape = logs.shape == (len(likeliest), 10) and likeliest.ndim == 1
    if not right_shape or not np.isfinite(logs).all():
        raise PredictionsError(f"{path.name} holds answers {logs.shape}; expected (n, 10).")
    return outcome
