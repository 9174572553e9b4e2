"""A trained network as one thing: its id, its files and its card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from fmnist_app.catalog.card import ModelCard
from fmnist_app.core.network_files import NetworkFiles
from fmnist_app.evaluation.predictions import Predictions, read_predictions
from fmnist_app.models import LayerRow
from fmnist_app.training import FIELDS

TOLD = {"models", "epochs", "pictures", "seed"}  # otherwise than as settings
Origin = Literal["shipped", "run"]


@dataclass(frozen=True, eq=False)
class NetworkPackage:
    """A trained network, shipped or left by a run.

    `id` is its own among all, and may stand in an address; `title` is the word shown. `lacking`
    says in a sentence why it has no test predictions, where it has none.
    """

    id: str
    title: str
    origin: Origin
    files: NetworkFiles
    card: ModelCard
    layers: tuple[LayerRow, ...]
    lacking: str = ""

    @property
    def purpose(self) -> str:
        """Which pictures it is for, as visitors read it."""
        if self.card.every_mask:
            return "photos and drawings, learnt from people's photos too"
        return "photos and drawings" if self.card.knows_clothing else "tidy catalogue pictures"

    @property
    def about(self) -> str:
        """Where it comes from, in a few words."""
        facts = self.card.training
        epochs = f"{facts.epochs:g} epoch{'s' * (facts.epochs != 1)}"
        words = f"{epochs}, {facts.pictures:,} pictures, seed {facts.seed}"
        if self.origin == "shipped":
            return f"shipped, {words}"
        return ", ".join([words, *_unusual(facts.settings)])

    @property
    def validated_on(self) -> str:
        """Which pictures it was validated on: equal words for equal pictures."""
        facts = self.card.training
        return "test" if facts.validated_on == "test" else f"6,000 held out, seed {facts.seed}"

    @property
    def parameters(self) -> int:
        """Number of trainable weights and biases."""
        return sum(row.parameters for row in self.layers)

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds for one picture."""
        return sum(row.multiply_adds for row in self.layers)

    @property
    def version(self) -> int | None:
        """When its LiteRT file last changed, in nanoseconds; None while there is none."""
        try:
            return self.files.tflite.stat().st_mtime_ns
        except OSError:
            return None

    def predictions(self) -> Predictions:
        """Its test predictions; raises `PredictionsError` if they are missing or broken."""
        return read_predictions(self.files.test_predictions)

    def without(self, lacking: str) -> NetworkPackage:
        """The same network, left out of comparisons for a reason."""
        return replace(self, lacking=lacking)


def _unusual(settings: dict[str, Any]) -> list[str]:
    """What the settings of a run have otherwise than the app's own."""
    return [
        field.phrase(settings[name])
        for name, field in FIELDS.items()
        if name not in TOLD and name in settings and settings[name] != field.default
    ]
