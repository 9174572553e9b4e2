"""The shipped networks: where their files lie, and how one is put together from them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from fmnist_app.core.errors import LabError
from fmnist_app.inference.classifier import Answering, Classifier, PlainClassifier
from fmnist_app.inference.out_of_distribution import Catalogue, ClothingScore
from fmnist_app.inference.runtime import Runtime

FOLDER = Path(__file__).parents[1] / "zoo" / "files"
DEFAULT = "wide"


class NoSuchNetwork(LabError):
    """No shipped network has that name, or what belongs to it is not there."""


def available(folder: Path = FOLDER) -> list[str]:
    """Names of the shipped networks, sorted."""
    return sorted(path.stem for path in folder.glob("*.tflite"))


def default_name() -> str:
    """The network the app uses unless another is named."""
    return DEFAULT


def card(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """The card of a shipped network; raises NoSuchNetwork for an unknown name."""
    path = folder / f"{name}.json"
    if name not in available(folder) or not path.is_file():
        raise NoSuchNetwork(
            f"There is no network named {name!r}; expected one of {', '.join(available(folder))}."
        )
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts


def title(name: str, facts: dict[str, Any]) -> str:
    """The word shown for a network: that of its card, or made of its name."""
    return str(facts.get("title") or name.replace("-", ", ").capitalize())


@cache
def load(name: str = DEFAULT, folder: Path = FOLDER) -> Answering:
    """The shipped network `name`, loaded once per process; raises NoSuchNetwork for others.

    One that knows classes only has the default network judge what is clothing.
    """
    facts = card(name, folder)
    if "clothing_offset" not in facts:
        return load_plain(name, folder / f"{name}.tflite", facts["temperature"])
    return _whole(name, folder)


def load_plain(name: str, path: Path, temperature: float | None) -> PlainClassifier:
    """A network that knows classes only, from its LiteRT file; None leaves it uncalibrated."""
    return PlainClassifier(name, Runtime(path), temperature or 1.0, _whole(DEFAULT, FOLDER))


@cache
def _whole(name: str, folder: Path) -> Classifier:
    facts = card(name, folder)
    with np.load(folder / f"{name}.npz") as stored:
        catalogue = Catalogue(stored["centres"], stored["whitening"], stored["quantiles"])
    return Classifier(
        name,
        Runtime(folder / f"{name}.tflite"),
        facts["temperatures"],
        ClothingScore(float(facts["clothing_offset"])),
        catalogue,
    )
