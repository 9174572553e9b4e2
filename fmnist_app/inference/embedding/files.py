"""A network's maps of the test pictures as files: written by one process, read by others."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist_app.core.atomic import atomic_write
from fmnist_app.inference.embedding.features import Components
from fmnist_app.inference.embedding.neighbours import Places
from fmnist_app.inference.inside.steps import Array

METHODS = ("pca", "tsne")


@dataclass(frozen=True, eq=False)
class FlatMap:
    """Where each of the first n pictures lies on a flat map, (n, 2) float32.

    `kept` (n,) uint8 says how many of each one's ten neighbours lie near it here too; it is empty
    until the map is finished. `done` is the share of the way there, `variance` that of the
    features' variance along the two axes, for PCA.
    """

    points: Array
    kept: npt.NDArray[np.uint8]
    done: float
    variance: float = 0.0


@dataclass(frozen=True, eq=False)
class Features:
    """The features of all pictures along their components, (n, components) float32.

    `neighbours` (n, 10) are the nearest other pictures of each; `variance` is the share of the
    features' variance that the components hold.
    """

    components: Components
    reduced: Array
    neighbours: Places
    variance: float


@dataclass(frozen=True)
class EmbeddingFiles:
    """The files of one network's maps, in a folder of their own; any may be missing."""

    folder: Path

    def read_digest(self) -> str:
        """What the network of shipped maps is known by; empty where no maps were packed."""
        try:
            return self._digest.read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    @property
    def network(self) -> Path:
        """The arrays of the network, in Keras's order."""
        return self.folder / "network.npz"

    @property
    def task(self) -> Path:
        """Which network it is, as JSON."""
        return self.folder / "task.json"

    def read_map(self, method: str) -> FlatMap | None:
        """The map as it is by now; None before there is one, or where its file is damaged."""
        found = _read(self._map(method))
        if found is None:
            return None
        kept = np.asarray(found["kept"], np.uint8)
        points = found["points"].astype(np.float32)
        return FlatMap(points, kept, float(found["done"]), float(found["variance"]))

    def write_map(self, method: str, made: FlatMap) -> None:
        """Keep a map whole, in place of an earlier one."""
        with atomic_write(self._map(method)) as half:
            np.savez(half, **vars(made))

    @property
    def has_features(self) -> bool:
        """Whether all pictures are through."""
        return self._features.exists()

    def read_features(self) -> Features | None:
        """The features, once all pictures are through."""
        found = _read(self._features)
        if found is None:
            return None
        mean, directions, reduced = (
            found[name].astype(np.float32) for name in ("mean", "directions", "reduced")
        )
        neighbours = found["neighbours"].astype(np.int64)
        return Features(Components(mean, directions), reduced, neighbours, float(found["variance"]))

    def write_features(self, made: Features) -> None:
        """Keep the features, some 2 MB."""
        with atomic_write(self._features) as half:
            np.savez(
                half,
                **vars(made.components),
                reduced=made.reduced,
                neighbours=made.neighbours.astype(np.uint16),
                variance=made.variance,
            )

    def pack(self, folder: Path, digest: str) -> None:
        """Copy finished maps to be shipped, about 1 MB: numbers in half precision, compressed."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*map(self._map, METHODS), self._features):
            found = _read(name) or {}
            halves: dict[str, Any] = {
                key: value.astype(np.float16) if value.dtype == np.float32 else value
                for key, value in found.items()
            }
            with atomic_write(folder / name.name) as half:
                np.savez_compressed(half, **halves)
        with atomic_write(EmbeddingFiles(folder)._digest) as half:
            half.write_text(f"{digest}\n", encoding="utf-8")

    def _map(self, method: str) -> Path:
        return self.folder / f"{method}.npz"

    @property
    def _digest(self) -> Path:
        return self.folder / "digest.txt"

    @property
    def _features(self) -> Path:
        return self.folder / "features.npz"


def _read(path: Path) -> dict[str, Array] | None:
    try:
        # Opened here: of a damaged file NumPy leaves open what it has opened.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return dict(stored)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
