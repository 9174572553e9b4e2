"""A run that is over, packed as one archive: networks, history, settings, card and notebook."""

import contextlib
import io
import json
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fmnist_app.archive import layout
from fmnist_app.archive.card import card
from fmnist_app.archive.history import write_history
from fmnist_app.archive.layout import MOST_PACKED, MOST_UNPACKED, ArchiveError
from fmnist_app.archive.networks import read_network
from fmnist_app.archive.notebook import notebook
from fmnist_app.archive.results import write_results
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.lab.records import Snapshot
from fmnist_app.models import network

WORDS = {
    layout.SETTINGS: "the settings of the run",
    layout.RUN: "how it ended, what each network reached, and with which versions",
    layout.HISTORY: "every point of the curves",
    layout.NOTEBOOK: "repeats this run with plain Keras, without the app",
}
ANSWERS = "the answers of {} to the 10,000 test pictures"
CHECKPOINT = "{} as plain arrays, from which its training goes on"
LIGHT, KERAS = "{} for LiteRT, to run on small machines", "{} for Keras, with its optimiser"
ROOM_FOR_TEXTS = 500_000, 4_000_000  # bytes, packed and unpacked


def pack(now: Snapshot, folder: Path, data_sha256: str) -> bytes:
    """The archive of a run that is over, whose networks, if any, are in `folder`.

    What would make it larger than one that is taken back stays out, the copies of a network first.
    """
    packed, words = io.BytesIO(), dict(WORDS)
    room, whole_room = MOST_PACKED - ROOM_FOR_TEXTS[0], MOST_UNPACKED - ROOM_FOR_TEXTS[1]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, word, data in _networks(now, folder):
            if len(data) <= whole_room and _fits(data, room - packed.tell()):
                archive.writestr(_entry(name), data)
                words[name], whole_room = word, whole_room - len(data)
        for name, text in _texts(now, data_sha256, words).items():
            archive.writestr(_entry(name), text)
    return packed.getvalue()


def file_name(now: Snapshot) -> str:
    """A name for the archive that tells runs apart: networks, epochs, pictures and seed."""
    chosen = now.settings
    return f"{'-'.join(chosen.models)}-e{chosen.epochs}-n{chosen.pictures}-s{chosen.seed}.zip"


def _texts(now: Snapshot, data_sha256: str, words: dict[str, str]) -> dict[str, str]:
    return {
        layout.CARD: card(now, data_sha256, words),
        layout.SETTINGS: _json(now.settings.as_dict()),
        layout.RUN: _json(write_results(now, data_sha256)),
        layout.HISTORY: write_history(now.points, now.settings),
        layout.NOTEBOOK: notebook(now),
    }


def _networks(now: Snapshot, folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """The files of the networks, each with a word on it: what a run needs back goes first."""
    networks = [NetworkFiles(folder, name) for name in now.settings.models]
    kinds = [
        *((one, one.test_predictions, ANSWERS) for one in networks),
        *((one, one.checkpoint, CHECKPOINT) for one in networks),
        *((one, one.tflite, LIGHT) for one in networks),
        *((one, one.keras, KERAS) for one in networks),
    ]
    for one, path, words in kinds:
        if path.is_file():
            data = path.read_bytes()
            if path != one.checkpoint or _comes_back(now, one.name, path.name, data):
                yield path.name, words.format(network(one.name).title), data


def _comes_back(now: Snapshot, model: str, file: str, data: bytes) -> bool:
    """Whether a network would be taken back; one whose loss blew up is of no use to anyone."""
    with contextlib.suppress(ArchiveError):
        read_network(file, model, data, now.settings)
        return now.results[model].ending != "diverged" if model in now.results else True
    return False


def _fits(data: bytes, room: int) -> bool:
    return len(data) <= room or len(zlib.compress(data)) <= room


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time.localtime()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16  # else they unpack readable by nobody
    return entry


def _json(values: Any) -> str:
    return json.dumps(values, indent=2) + "\n"
