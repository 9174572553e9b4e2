"""A run that is over, packed as one archive: networks, history, settings, card and notebook."""

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

from fmnist_app.archive import layout
from fmnist_app.archive.card import card
from fmnist_app.archive.history import write_history
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


def pack(now: Snapshot, folder: Path, data_sha256: str) -> bytes:
    """The archive of a run that is over, whose networks, if any, are in `folder`."""
    found = dict(_networks(now, folder))
    words = {**WORDS, **{path.name: word for path, word in found.items()}}
    texts = {
        layout.CARD: card(now, data_sha256, words),
        layout.SETTINGS: _json(now.settings.as_dict()),
        layout.RUN: _json(write_results(now, data_sha256)),
        layout.HISTORY: write_history(now.points, now.settings),
        layout.NOTEBOOK: notebook(now),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(_entry(name), text)
        for path in found:
            archive.writestr(_entry(path.name), path.read_bytes())
    return packed.getvalue()


def file_name(now: Snapshot) -> str:
    """A name for the archive that tells runs apart: networks, epochs, pictures and seed."""
    chosen = now.settings
    return f"{'-'.join(chosen.models)}-e{chosen.epochs}-n{chosen.pictures}-s{chosen.seed}.zip"


def _networks(now: Snapshot, folder: Path) -> list[tuple[Path, str]]:
    found = []
    for name in now.settings.models:
        files, title = NetworkFiles(folder, name), network(name).title
        found += [
            (files.keras, f"{title} for Keras, with its optimiser"),
            (files.tflite, f"{title} for LiteRT, to run on small machines"),
            (files.test_predictions, f"the answers of {title} to the 10,000 test pictures"),
        ]
    return [(path, words) for path, words in found if path.is_file()]


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time.localtime()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16  # else they unpack readable by nobody
    return entry


def _json(values: Any) -> str:
    return json.dumps(values, indent=2) + "\n"
