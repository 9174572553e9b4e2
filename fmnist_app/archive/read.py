"""An archive read back: checked from its size to its last value, and never unpacked to disk."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NoReturn

from fmnist_app.archive import layout
from fmnist_app.archive.history import read_history
from fmnist_app.archive.layout import ArchiveError
from fmnist_app.archive.networks import read_network
from fmnist_app.archive.predictions import read_answers
from fmnist_app.archive.results import RunResults, read_results
from fmnist_app.core.errors import LabError
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.evaluation.predictions import Predictions, write_predictions
from fmnist_app.lab.events import Event, StateChanged
from fmnist_app.models import architecture, network
from fmnist_app.training import Point, TrainingSettings, settings_from
from fmnist_app.training.saved import SavedNetwork, write_saved

NEEDED = (layout.SETTINGS, layout.RUN, layout.HISTORY)
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED = 0x1
LISTED = b"PK\x01\x02"  # what begins each file's line in the list of a zip file
# What zipfile raises for files that were damaged, or made to mislead it.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
WITH_NETWORKS = "Brought back from a file, with its networks."
WITHOUT_SOME = "Brought back from a file that lacks {}, so the run cannot go on."
WITHOUT_NETWORKS = (
    "Brought back from a file: its curves and results are here, but the file holds no networks. "
    "So it cannot go on or answer drawings."
)
ONLY_MODEL_FILES = (
    "Brought back from a file: its curves and results are here, its networks are not, for the "
    "file holds them only in a form that could hold code. So it cannot go on or answer drawings."
)


@dataclass(frozen=True, eq=False)
class ArchivedRun:
    """A run as an archive tells it.

    By network, `outcomes` are the answers to the test pictures, and `networks` what its training
    goes on from. `unopened` says whether there are model files, too, which are left alone.
    """

    settings: TrainingSettings
    facts: RunResults
    points: tuple[Point, ...]
    outcomes: Mapping[str, Predictions]
    networks: Mapping[str, SavedNetwork]
    unopened: bool

    def events(self) -> Iterator[Event]:
        """What a record has to be told to show this run."""
        yield from self.points
        results = list(self.facts.results.values())
        opened = [result for result in results if result.test_accuracy is not None]
        again = max(0, self.facts.test_openings - len(opened)) if opened else 0
        yield from [*results, *islice(cycle(opened), again)]
        yield StateChanged(self.facts.state, self._message())

    def leave_files(self, folder: Path) -> None:
        """Write the answers to the test pictures and the networks into `folder`, anew."""
        for name, outcome in self.outcomes.items():
            write_predictions(outcome, NetworkFiles(folder, name).test_predictions)
        for name, saved in self.networks.items():
            layers = architecture(name, self.settings.choices)
            write_saved(saved, layers, NetworkFiles(folder, name).checkpoint)

    def _message(self) -> str:
        """What came back, as a sentence for whoever looks at the run."""
        if not self.networks:
            return ONLY_MODEL_FILES if self.unopened else WITHOUT_NETWORKS
        lacking = [name for name in self.settings.models if name not in self.networks]
        if not lacking or self.facts.state not in ("finished", "stopped"):
            return WITH_NETWORKS
        return WITHOUT_SOME.format(" and ".join(network(name).title for name in lacking))


def read_archive(data: bytes) -> ArchivedRun:
    """The run in an archive; raises `ArchiveError` with one sentence on what is wrong."""
    if len(data) > layout.MOST_PACKED:
        raise ArchiveError(
            f"The file has {len(data) / 1e6:,.0f} MB; a run's archive has at most "
            f"{layout.MOST_PACKED / 1e6:.0f}."
        )
    # Counted before any is looked at: of millions, the list alone would fill the memory.
    if data.count(LISTED) > layout.MOST_FILES:
        raise ArchiveError("The zip file holds more files than any run's archive does.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _read_files(archive)
    except BROKEN as error:
        raise ArchiveError(
            "The file is no sound zip file; expected the archive of a run."
        ) from error
    return _kept(files)


def _read_files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The files by name, empty where they stay unopened.

    What is in no run's archive, too large or hidden is refused.
    """
    inside = archive.infolist()
    found = [info.filename for info in inside]
    known = {*layout.MOST_OF_A_FILE, *layout.UNOPENED}
    if strange := next((name for name in found if name not in known), None):
        raise ArchiveError(
            f"The zip file holds {strange[:60]!r}, which no run's archive has; pack none anew, "
            "bring the file as it was downloaded."
        )
    if len(set(found)) != len(found):
        raise ArchiveError("The zip file holds a file twice; expected each once.")
    if any(info.flag_bits & ENCRYPTED or info.compress_type not in PACKINGS for info in inside):
        raise ArchiveError("The zip file is locked or packed in an unusual way.")
    if sum(info.file_size for info in inside) > layout.MOST_UNPACKED:
        raise ArchiveError(
            f"The zip file unpacks to more than {layout.MOST_UNPACKED / 1e6:.0f} MB, "
            "which no run's archive does."
        )
    if lacking := [name for name in NEEDED if name not in found]:
        raise ArchiveError(f"The zip file has no {lacking[0]}; expected the archive of a run.")
    return {info.filename: _read(archive, info) for info in inside}


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.filename in layout.UNOPENED:
        return b""
    most = layout.MOST_OF_A_FILE[info.filename]
    with archive.open(info) as file:
        data = file.read(most + 1)  # whatever its entry says of its size
    if len(data) > most:
        raise ArchiveError(f"{info.filename} is larger than {most:,} bytes.")
    return data


def _kept(files: Mapping[str, bytes]) -> ArchivedRun:
    settings = _settings(_json(files, layout.SETTINGS))
    facts = read_results(_json(files, layout.RUN), settings)
    points = read_history(_text(files, layout.HISTORY), settings)
    finished = [name for name, result in facts.results.items() if result.ending == "finished"]
    if facts.state == "finished" and len(finished) != len(settings.models):
        raise ArchiveError(f"{layout.RUN} is broken: a finished run has a result for each.")
    outcomes = {
        name: read_answers(file, files[file])
        for name in finished
        if (file := NetworkFiles(Path(), name).test_predictions.name) in files
    }
    networks = {
        name: read_network(file, name, files[file], settings)
        for name in settings.models
        if (file := NetworkFiles(Path(), name).checkpoint.name) in files
    }
    unopened = any(NetworkFiles(Path(), name).keras.name in files for name in settings.models)
    return ArchivedRun(settings, facts, points, outcomes, networks, unopened)


def _settings(read: Any) -> TrainingSettings:
    if not isinstance(read, dict) or not isinstance(read.get("models"), list):
        raise ArchiveError(f"{layout.SETTINGS} holds no settings of a run.")
    try:
        return settings_from(read)
    except LabError as error:
        raise ArchiveError(f"{layout.SETTINGS} cannot be trained with: {error}") from error


def _json(files: Mapping[str, bytes], name: str) -> Any:
    try:
        return json.loads(_text(files, name), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"{name} is no JSON that can be read.") from error


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _text(files: Mapping[str, bytes], name: str) -> str:
    try:
        return files[name].decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArchiveError(f"{name} is no text in UTF-8.") from error
