"""The files of an archive, all side by side, and how large one that is read may be."""

from pathlib import Path

from fmnist_app.core.errors import LabError
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.models import MODELS, OWN

SETTINGS = "settings.json"
RUN = "run.json"
HISTORY = "history.csv"
CARD = "card.html"
NOTEBOOK = "repeat.ipynb"
NETWORKS = tuple(NetworkFiles(Path(), name) for name in (*MODELS, OWN))

# Bytes. The largest network that the settings allow takes 34 MB with Adam's memory and the weights
# of its best epoch; what goes beyond stays out, so that a server of 1 GB can unpack any of them.
MOST_PACKED = 40_000_000
MOST_UNPACKED = 60_000_000
MOST_FILES = 100
MOST_OF_A_FILE = {
    SETTINGS: 10_000,
    RUN: 100_000,
    HISTORY: 2_000_000,
    **{files.test_predictions.name: 1_000_000 for files in NETWORKS},
    **{files.checkpoint.name: MOST_UNPACKED for files in NETWORKS},
}
# Model files can hold code, the card and the notebook serve readers: they pass by unopened.
UNOPENED = frozenset(
    {CARD, NOTEBOOK, *(path.name for files in NETWORKS for path in (files.keras, files.tflite))}
)
LONGEST = 240  # characters of a sentence about what a stranger's file holds


class ArchiveError(LabError):
    """A file that is no archive of a run, or whose content cannot be believed."""

    def __init__(self, sentence: str) -> None:
        """Say so in `sentence`, cut short where it quotes the file at length."""
        super().__init__(sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…")
