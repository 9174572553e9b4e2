"""The maps of networks that visitors ask for: made by a process of its own, one at a time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from fmnist_app.catalog import NetworkPackage
from fmnist_app.catalog.shipped import FOLDER
from fmnist_app.catalog.weights import named
from fmnist_app.core.atomic import atomic_write
from fmnist_app.data import TEST_PICTURES
from fmnist_app.inference.embedding.files import EmbeddingFiles
from fmnist_app.inference.inside.network import ArrayNetwork

ROOT = Path(__file__).parents[2]
SHIPPED = FOLDER / "embeddings"
PROCESS = "fmnist_app.lab.embedding_process"
FORM = b"1"  # of the files; another one makes all maps anew
KEPT = 20  # networks, some 2.5 MB each
MOST_WAITING = 8  # networks that may wait their turn
FAILED = "The map could not be made on this server."
BUSY = "Several maps are being made on this server. Try again in a minute."
# One core for a map, and less of it than a training beside it gets.
ONE_THREAD: Mapping[str, str] = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(eq=False)
class Embeddings:
    """The maps of a server's networks, below the folder `root`; safe in several threads.

    `pictures` are how many of the test pictures are laid out, from the first on.
    """

    root: Path
    pictures: int = TEST_PICTURES
    _waiting: list[str] = field(default_factory=list)
    _failed: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, package: NetworkPackage, network: ArrayNetwork) -> EmbeddingFiles:
        """The files of this network's maps, as far as they are; what is missing is begun.

        Equal weights have the same maps, whoever trained them; those of shipped networks are there.
        """
        key = digest(network)
        if ready := _shipped(package, key):
            return ready
        files = EmbeddingFiles(self.root / key)
        made = files.read_map("tsne")
        if (made and made.done == 1) or not self._may_wait(key):
            return files
        try:
            _lay_out(files, package, network)
        except OSError as error:
            self._failed[key] = f"The map cannot be kept on this server: {error.strerror}."
            return files
        with self._lock:
            if key not in self._waiting:
                self._waiting.append(key)
                if len(self._waiting) == 1:
                    threading.Thread(target=self._make_all, name="embeddings", daemon=True).start()
        return files

    def _may_wait(self, key: str) -> bool:
        with self._lock:
            known = key in self._waiting or key in self._failed
            return not known and len(self._waiting) < MOST_WAITING

    def trouble(self, files: EmbeddingFiles) -> str:
        """Why no more comes for these files, in a sentence; empty where all is well."""
        key = files.folder.name
        with self._lock:
            if key in self._failed:
                return self._failed[key]
            full = len(self._waiting) >= MOST_WAITING and key not in self._waiting
        return BUSY if full else ""

    def before(self, files: EmbeddingFiles) -> int:
        """How many other networks' maps are made before these."""
        with self._lock:
            key = files.folder.name
            return self._waiting.index(key) if key in self._waiting else 0

    def again(self, files: EmbeddingFiles) -> None:
        """Forget that making these failed, so that the next who asks has them begun again."""
        with self._lock:
            self._failed.pop(files.folder.name, None)

    def _make_all(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    return
                key = self._waiting[0]
            said = _make(self.root / key, self.pictures)
            with self._lock:
                self._waiting.pop(0)
                if said:
                    self._failed[key] = said
                if not self._waiting:
                    _tidy(self.root)
                    return


def digest(network: ArrayNetwork) -> str:
    """What a network's maps are known by: equal for equal layers and weights."""
    found = hashlib.sha256(FORM + repr(network.layers).encode())
    for own in network.weights:
        for name, array in own.items():
            found.update(name.encode() + np.ascontiguousarray(array).tobytes())
    return found.hexdigest()[:32]


def _shipped(package: NetworkPackage, key: str) -> EmbeddingFiles | None:
    """The maps that came with a shipped network, if they are those of its present weights."""
    files = EmbeddingFiles(SHIPPED / package.id)
    return files if package.origin == "shipped" and files.read_digest() == key else None


def _lay_out(files: EmbeddingFiles, package: NetworkPackage, network: ArrayNetwork) -> None:
    """Write down what the process is to work on: weights that may change meanwhile, too."""
    files.folder.mkdir(parents=True, exist_ok=True)
    arrays = [array for own in network.weights for array in own.values()]
    with atomic_write(files.network) as half:
        np.savez(half, *arrays)
    with atomic_write(files.task) as half:
        half.write_text(json.dumps(named(package)), encoding="utf-8")


def _make(folder: Path, pictures: int) -> str:
    """Have a process make the maps; returns a sentence if it fails."""
    try:
        done = _run(folder, pictures)
    except OSError:  # no memory for another process
        return FAILED
    return "" if done.returncode == 0 else done.stdout.strip() or FAILED


def _run(folder: Path, pictures: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", PROCESS, str(folder), str(pictures), str(os.getpid())],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _tidy(root: Path) -> None:
    """Leave the maps that were made last."""
    with contextlib.suppress(OSError):  # another server of the same folder may be at it too
        folders = sorted(root.iterdir(), key=lambda each: each.stat().st_mtime_ns)
        for old in folders[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
