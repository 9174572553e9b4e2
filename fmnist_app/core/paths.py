"""Where the app keeps its own files, caches and runs, and texts that do not tell it."""

import os
import re
from pathlib import Path

from platformdirs import user_cache_path

# Every folder of a path, and not what an address has between its slashes.
_FOLDERS = re.compile(r"(?<![\w:/])~?(?:/[^\s/,;:“”()]+)*/(?=[^\s/])")


def home() -> Path:
    """The folder for caches and runs: `FMNIST_HOME`, or the user's cache folder."""
    chosen = os.environ.get("FMNIST_HOME")
    return Path(chosen).expanduser() if chosen else user_cache_path("fashion-mnist-lab")


def without_folders(text: str) -> str:
    """The text with the bare name in place of each path: a visitor need not know the server's."""
    return _FOLDERS.sub("", text)
