"""The shipped networks: which there are, and the package of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fmnist_app.catalog.card import CardError, read_card
from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.core.errors import LabError
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.models.shipped import shipped_layers

FOLDER = Path(__file__).parents[1] / "zoo" / "files"
DEFAULT = "wide-photos"


class NoSuchNetworkError(LabError):
    """No shipped network has that name."""


def available() -> list[str]:
    """Names of the shipped networks, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.tflite"))


def default_name() -> str:
    """The network the app uses unless another is named."""
    return DEFAULT


@cache
def shipped(name: str = DEFAULT) -> NetworkPackage:
    """The shipped network of this name.

    Raises `NoSuchNetworkError` for an unknown name, `CardError` for one whose card is unusable.
    """
    if name not in available():
        raise NoSuchNetworkError(
            f"There is no network named {name!r}; expected one of {', '.join(available())}."
        )
    files = NetworkFiles(FOLDER, name)
    card = read_card(files)
    return NetworkPackage(name, card.title, "shipped", files, card, shipped_layers(name))


def shipped_networks() -> list[NetworkPackage]:
    """All shipped networks whose cards can be read, by name."""
    found = []
    for name in available():
        try:
            found.append(shipped(name))
        except CardError:
            continue  # its weights are here, what makes sense of them is not, or is damaged
    return found
