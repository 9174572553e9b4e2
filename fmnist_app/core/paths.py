"""Where the app keeps its own files: caches and runs."""

import os
from pathlib import Path

from platformdirs import user_cache_path


def home() -> Path:
    """The folder for caches and runs: `FMNIST_HOME`, or the user's cache folder."""
    chosen = os.environ.get("FMNIST_HOME")
    return Path(chosen).expanduser() if chosen else user_cache_path("fashion-mnist-lab")
