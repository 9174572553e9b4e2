"""The answers to the test pictures in an archive: checked before NumPy reads them."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from fmnist_app.archive.layout import ArchiveError
from fmnist_app.data import TEST_PICTURES
from fmnist_app.evaluation.predictions import Predictions, read_predictions

# Each array of the file: its type and the shapes it may have; None stands for up to 1,000.
ARRAYS = {
    "log_probabilities.npy": (np.float16, (TEST_PICTURES, 10)),
    "likeliest.npy": (np.uint8, (TEST_PICTURES,)),
    "note.npy": (np.uint8, None),
}
MOST_UNPACKED = 300_000  # bytes: 10,000 times ten halves and one byte, with their headers
LONGEST_NOTE = 1_000
HOTTEST = 1_000.0  # a fitted temperature is about 1


def read_answers(name: str, data: bytes) -> Predictions:
    """The answers in the file `name` with the content `data`; raises `ArchiveError`.

    What the file says of its own size is checked first: NumPy would reserve whatever is claimed.
    """
    try:
        _check_arrays(data)
        # The reader takes a path, and says all else that can be wrong.
        with TemporaryDirectory() as folder:
            path = Path(folder) / "answers.npz"
            path.write_bytes(data)
            outcome = read_predictions(path)
        _check_values(outcome)
    except Exception as error:  # whatever a stranger's file makes NumPy or zipfile raise
        raise ArchiveError(f"{name} holds no answers to the 10,000 test pictures.") from error
    return outcome


def _check_arrays(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        inside = packed.infolist()
        if sorted(info.filename for info in inside) != sorted(ARRAYS):
            raise ValueError("other arrays")
        if sum(info.file_size for info in inside) > MOST_UNPACKED:
            raise ValueError("too large")
        for info in inside:
            with packed.open(info) as file:
                _check_header(file, info.filename)  # type: ignore[arg-type] # it reads


def _check_header(file: io.BytesIO, name: str) -> None:
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("another version of NumPy's format")
    shape, _, kind = np.lib.format.read_array_header_1_0(file)
    wanted_kind, wanted_shape = ARRAYS[name]
    fits = shape == wanted_shape if wanted_shape else len(shape) == 1 and shape[0] <= LONGEST_NOTE
    if kind != wanted_kind or not fits:
        raise ValueError("other arrays")


def _check_values(outcome: Predictions) -> None:
    heat, classes = outcome.temperature, outcome.likeliest
    if heat is not None and not 0 < heat < HOTTEST:
        raise ValueError("no temperature")
    if classes is None or classes.max() > 9 or outcome.log_probabilities.max() > 0:
        raise ValueError("no classes or no probabilities")
